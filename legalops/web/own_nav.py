"""The destinations that belong to the frame itself."""

from django.utils.translation import gettext_lazy as _

from legalops.web import nav


def register() -> None:
    """Home for everyone of the department."""
    nav.register(nav.NavItem(_("Home"), "home", "home", capability=nav.STAFF, order=0))
