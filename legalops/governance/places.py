"""Where access governance shows itself in the rail."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.web import nav


def register() -> None:
    """Called once, when the app is ready."""
    people = frozenset({can.PEOPLE_MANAGE, can.ACCESS_REVIEW})
    nav.register(nav.NavItem(_("People and access"), "users", "governance:people", people, order=80))
    nav.register(nav.NavItem(_("Sign-ins"), "login", "governance:sign_ins", can.AUDIT_VIEW, order=81))
