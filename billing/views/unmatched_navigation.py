"""The mapping queue's place in the rail."""

from django.utils.translation import gettext_lazy as _

from billing.selectors.unmatched import waiting_count
from legalops.access import capabilities as can
from legalops.web import nav


def register() -> None:
    """Show it to those who map, with what waits."""
    item = nav.NavItem(
        _("Mapping"), "link", "billing:unmatched", can.INVOICES_MAP, count=waiting_count, order=45
    )
    nav.register(item)
