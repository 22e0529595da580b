"""Invoices as tables."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.enums import WAITING_STATES
from billing.models import Invoice
from billing.selectors.next_steps import STATE_TONES
from legalops.web.tables import Column, EmptyState, Table


def url_of(invoice: Invoice) -> str:
    """Address of the invoice's page."""
    return reverse("billing:invoice", args=[invoice.pk])


def matter_url(invoice: Invoice) -> str:
    """Address of the matter's page, or nothing while it is unmatched."""
    return reverse("matters:matter", args=[invoice.matter.number]) if invoice.matter else ""


def _due_while_waiting(invoice: Invoice):
    return invoice.due_on if invoice.state in WAITING_STATES else None


def _or_none(name: str):
    return lambda invoice: getattr(invoice, name) or None


_FIRM = Column("firm", _("Firm"), value="firm__name", sort="firm__name", groupable=True)
_NUMBER = Column("number", _("Number"), "link", sort="number", href=url_of, fixed=True)
_MATTER = Column(
    "matter", _("Matter"), value="matter__name", sort="matter__name", nullable=True, href=matter_url
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
_HOLDER = Column("holder", _("Who is next"), value=_or_none("holder"), sort="holder", nullable=True)
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
    default_sort = "due"
    selectable = True
    row_url = staticmethod(url_of)
    peek_url = staticmethod(lambda invoice: reverse("billing:peek", args=[invoice.pk]))
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
            _("Open findings"),
            "number",
            value=_or_none("open_findings"),
            sort="open_findings",
            places=0,
        ),
        _DUE,
        _HOLDER,
        *_MORE,
    )


class InvoiceTable(Table):
    """All invoices a person may see."""

    id = "invoice-rows"
    noun = _("invoices")
    default_sort = "-received"
    row_url = staticmethod(url_of)
    peek_url = staticmethod(lambda invoice: reverse("billing:peek", args=[invoice.pk]))
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
            value="approved_amount",
            currency_from="currency",
            help=_("Billed less reductions, tax included"),
        ),
        Column("state", _("State"), "status", sort="state", tones=STATE_TONES, groupable=True),
        Column("due", _("Due"), "due", value=_due_while_waiting, sort="due_on"),
        _HOLDER,
        *_MORE,
    )


class ExportItemTable(Table):
    """The invoices of one file for accounts payable."""

    id = "export-rows"
    noun = _("invoices")
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
        Column("amount", _("Amount payable"), "money", sort="amount", currency_from="currency"),
        Column(
            "state",
            _("State"),
            "status",
            value="invoice__state",
            sort="invoice__state",
            tones=STATE_TONES,
        ),
        Column("paid", _("Paid"), "date", value="invoice__paid_on"),
        Column("reference", _("Payment reference"), value="invoice__payment_reference"),
    )
