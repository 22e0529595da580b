"""Invoices as tables."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from billing.enums import WAITING_STATES, InvoiceState
from billing.selectors.next_steps import STATE_TONES
from legalops.web.tables import Address, Column, EmptyState, Table

# Addresses of the page of an invoice or of its row, and of the invoice at a glance.
url_of = Address("billing:invoice", "pk")
peek_of = Address("billing:peek", "pk")


def _approved(row: Any) -> Decimal:
    return row.billed_total - row.reduction_net - row.reduction_tax


def _due_while_waiting(row: Any) -> date | None:
    return row.due_on if row.state in WAITING_STATES else None


def _or_none(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name) or None


_FIRM = Column(
    "firm",
    _("Firm"),
    value="firm__name",
    sort="firm__name",
    groupable=True,
    href=Address("vendors:firm", "firm__code"),
)
_NUMBER = Column("number", _("Number"), "link", sort="number", href=url_of, fixed=True)
_MATTER = Column(
    "matter",
    _("Matter"),
    value="matter__name",
    sort="matter__name",
    nullable=True,
    href=Address("matters:matter", "matter__number"),
)
_DATE = Column("date", _("Date"), "date", value="invoice_date", sort="invoice_date")
_BILLED = Column(
    "billed",
    _("Billed"),
    "money",
    value="billed_total",
    sort="billed_total",
    currency_from="currency",
    subtotal=True,
)
_DUE = Column("due", _("Due"), "due", value="due_on", sort="due_on")
_HOLDER = Column("holder", _("Next"), value=_or_none("holder"), sort="holder", nullable=True)
_MORE = (
    Column("matter_number", _("Matter number"), value="matter__number", default=False),
    Column(
        "type",
        _("Matter type"),
        value="matter__matter_type__name",
        sort="matter__matter_type__name",
        nullable=True,
        default=False,
        groupable=True,
    ),
    Column("period", _("Period from"), "date", value="period_start", sort="period_start", default=False),
    Column("lines", _("Lines"), "number", value="line_count", sort="line_count", default=False),
    Column("received", _("Received"), "instant", value="received_at", sort="received_at", default=False),
)


class QueueTable(Table):
    """What waits in review."""

    id = "queue-rows"
    noun = _("invoices")
    noun_one = _("invoice")
    default_sort = "due"
    late_count = True
    reads = ("firm__code", "matter__number", "holder", "saving", "open_findings")
    selectable = True
    row_url = url_of
    peek_url = peek_of
    empty = EmptyState(
        _("Nothing waits for review"),
        _("Invoices that firms submit and the rules have gone over appear here, the first due on top."),
        icon="checks",
    )
    columns = (
        _NUMBER,
        _FIRM,
        _MATTER,
        _DATE,
        _BILLED,
        Column(
            "saving",
            _("Possible saving"),
            "money",
            value=_or_none("saving"),
            sort="saving",
            currency_from="currency",
            help=_("What open findings would take off, each line once"),
        ),
        Column(
            "findings",
            _("Findings"),
            "number",
            value=_or_none("open_findings"),
            sort="open_findings",
            places=0,
            help=_("Open findings of the rules"),
        ),
        _DUE,
        _HOLDER,
        *_MORE,
    )


class InvoiceTable(Table):
    """All invoices a person may see."""

    id = "invoice-rows"
    noun = _("invoices")
    noun_one = _("invoice")
    default_sort = "-received"
    late_count = True
    reads = (
        "firm__code",
        "matter__number",
        "holder",
        "billed_total",
        "reduction_net",
        "reduction_tax",
        "due_on",
        "state",
    )
    row_url = url_of
    peek_url = peek_of
    empty = EmptyState(
        _("No invoices yet"),
        _("Firms upload LEDES files in their portal; every invoice of a matter you may see appears here."),
        icon="file-invoice",
    )
    columns = (
        _NUMBER,
        _FIRM,
        _MATTER,
        _DATE,
        _BILLED,
        Column(
            "approved",
            _("After reductions"),
            "money",
            value=_approved,
            currency_from="currency",
            help=_("Billed less reductions, tax included"),
        ),
        Column(
            "state",
            _("State"),
            "status",
            sort="state",
            tones=STATE_TONES,
            labels=dict(InvoiceState.choices),
            groupable=True,
        ),
        Column("due", _("Due"), "due", value=_due_while_waiting, sort="due_on"),
        _HOLDER,
        *_MORE,
    )


class ExportTable(Table):
    """Files handed to accounts payable."""

    id = "export-files"
    noun = _("files")
    noun_one = _("file")
    default_sort = "-made"
    empty = EmptyState(
        _("No file yet"),
        _("Every file handed to accounts payable stays here, with the invoices in it and who made it."),
        icon="file-export",
    )
    row_url = staticmethod(Address("billing:export", "pk"))
    columns = (
        Column("file", _("File"), "link", value=str, href=Address("billing:export", "pk"), fixed=True),
        Column("made", _("Made"), "instant", value="made_at", sort="made_at"),
        Column("by", _("By"), value="made_by__full_name", sort="made_by__full_name"),
        Column("invoices", _("Invoices"), "number", value="invoice_count", sort="invoice_count", places=0),
        Column(
            "csv",
            _("CSV file"),
            "link",
            value=lambda row: row.document.original_name,
            href=Address("billing:export_file", "pk"),
        ),
    )


class ExportItemTable(Table):
    """The invoices of one file for accounts payable."""

    id = "export-rows"
    noun = _("invoices")
    noun_one = _("invoice")
    default_sort = "firm"
    row_url = staticmethod(lambda item: url_of(item.invoice))
    columns = (
        Column(
            "firm",
            _("Firm"),
            "link",
            value="invoice__firm__name",
            sort="invoice__firm__name",
            href=lambda item: url_of(item.invoice),
            fixed=True,
        ),
        Column("number", _("Number"), value="invoice__number", sort="invoice__number"),
        Column("matter", _("Matter"), value="invoice__matter__number", sort="invoice__matter__number"),
        Column("entity", _("Legal entity"), value="legal_entity", sort="legal_entity", default=False),
        Column("department", _("Department"), sort="department", default=False),
        Column("centre", _("Cost centre"), value="cost_centre", sort="cost_centre"),
        Column("account", _("Account"), value="ledger_account", sort="ledger_account"),
        Column("amount", _("Amount payable"), "money", sort="amount", currency_from="currency"),
        Column(
            "state",
            _("State"),
            "status",
            value="invoice__state",
            sort="invoice__state",
            tones=STATE_TONES,
            labels=dict(InvoiceState.choices),
        ),
        Column("paid", _("Paid"), "date", value="invoice__paid_on"),
        Column("reference", _("Payment reference"), value="invoice__payment_reference"),
    )
