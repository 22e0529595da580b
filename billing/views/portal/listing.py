"""The portal's list of invoices, for its saved views."""

from django.utils.translation import gettext_lazy as _

from billing.selectors import portal
from billing.views.portal.filters import PortalInvoiceFilter
from billing.views.portal.tables import PortalInvoiceTable
from legalops.access import capabilities as can
from legalops.web import lists
from legalops.web.lists import ListSpec


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(
        ListSpec(
            _("Invoices"),
            "portal:invoices",
            PortalInvoiceTable,
            PortalInvoiceFilter,
            portal.invoices_of,
            frozenset({can.PORTAL_VIEW}),
            outside=True,
        )
    )
