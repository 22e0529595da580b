"""The firm list as a table."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from legalops.web.tables import Address, Column, EmptyState, Table
from vendors.enums import FirmStatus, FirmTier

# Addresses of the page of a firm or of its row, and of its timekeepers.
url_of = Address("vendors:firm", "code")
_people_of = Address("vendors:timekeepers", "code")


class FirmTable(Table):
    """Firms and what waits at each."""

    id = "firm-rows"
    noun = _("firms")
    noun_one = _("firm")
    default_sort = "name"
    reads = ("code", "pending_count")
    empty = EmptyState(
        _("No firms yet"),
        _("A firm is added once; then it can be engaged on matters and send invoices."),
        _("Add a firm"),
        reverse_lazy("vendors:new"),
        "building",
    )
    row_url = url_of
    columns = (
        Column("name", _("Name"), "link", sort="name", href=url_of, fixed=True),
        Column("code", _("Vendor code"), sort="code"),
        Column(
            "status",
            _("Status"),
            "status",
            sort="status",
            tones={"active": "ok", "inactive": "muted"},
            labels=dict(FirmStatus.choices),
        ),
        Column(
            "tier",
            _("Tier"),
            "status",
            sort="tier",
            tones={"preferred": "info", "panel": "neutral", "occasional": "muted"},
            labels=dict(FirmTier.choices),
        ),
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
            href=lambda firm: _people_of(firm) if firm.pending_count else "",
        ),
        Column("ap", _("AP vendor number"), value="ap_vendor_number", sort="ap_vendor_number"),
        Column("tax", _("Tax id"), value="tax_id", default=False),
    )
