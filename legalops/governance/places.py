"""Where access governance shows itself in the rail."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.governance.banner import banner
from legalops.web import nav
from legalops.web.context import register_banner


def register() -> None:
    """Called once, when the app is ready."""
    people = frozenset({can.PEOPLE_MANAGE, can.ACCESS_REVIEW})
    nav.register(nav.NavItem(_("People and access"), "users", "governance:people", people, order=80))
    nav.register(nav.NavItem(_("Sign-ins"), "login", "governance:sign_ins", can.AUDIT_VIEW, order=81))
    nav.register_new(
        nav.NewItem(_("View as another person"), "eye", "governance:view_as", can.PEOPLE_VIEW_AS, order=91)
    )
    register_banner(banner)
