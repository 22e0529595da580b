"""The firm list as a table."""

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from legalops.web.tables import Column, EmptyState, Table
from vendors.models import Firm


def url_of(firm: Firm) -> str:
    """Address of the firm's page."""
    return reverse("vendors:firm", args=[firm.code])


class FirmTable(Table):
    """Firms and what waits at each."""

    id = "firm-rows"
    noun = _("firms")
    default_sort = "name"
    empty = EmptyState(
        _("No firms yet"),
        _("A firm is added once; then it can be engaged on matters and send invoices."),
        _("Add a firm"),
        reverse_lazy("vendors:new"),
        "building",
    )
    row_url = staticmethod(url_of)
    columns = (
        Column("name", _("Name"), "link", sort="name", href=url_of, fixed=True),
        Column("code", _("Vendor code"), sort="code"),
        Column("status", _("Status"), "status", sort="status", tones={"active": "ok", "inactive": "muted"}),
        Column("country", _("Country"), sort="country", default=False),
        Column("currency", _("Bills in"), sort="currency"),
        Column(
            "timekeepers",
            _("Timekeepers"),
            "number",
            value="timekeeper_count",
            sort="timekeeper_count",
        ),
        Column(
            "pending",
            _("To decide"),
            "number",
            value="pending_count",
            sort="pending_count",
            href=lambda firm: reverse("vendors:timekeepers", args=[firm.code]) if firm.pending_count else "",
        ),
        Column("ap", _("AP vendor number"), value="ap_vendor_number", sort="ap_vendor_number"),
        Column("tax", _("Tax id"), value="tax_id", default=False),
    )
