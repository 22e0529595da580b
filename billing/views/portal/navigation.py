"""The portal's destinations."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.web import nav


def register() -> None:
    """Put the portal's pages into the bar that outside counsel sees."""
    for item in (
        nav.NavItem(_("Upload"), "cloud-upload", "portal:home", can.PORTAL_VIEW, order=0, audience="firm"),
        nav.NavItem(
            _("Invoices"),
            "file-invoice",
            "portal:invoices",
            can.PORTAL_VIEW,
            order=10,
            audience="firm",
        ),
        nav.NavItem(_("Files"), "file-text", "portal:files", can.PORTAL_VIEW, order=20, audience="firm"),
        nav.NavItem(_("Matters"), "folder", "portal:matters", can.PORTAL_VIEW, order=30, audience="firm"),
        nav.NavItem(
            _("Rates"), "currency-dollar", "portal:rates", can.PORTAL_VIEW, order=40, audience="firm"
        ),
    ):
        nav.register(item)
