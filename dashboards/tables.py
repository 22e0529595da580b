"""The lines behind a number, and the invoices that wait."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from billing.enums import InvoiceState
from billing.models import Invoice, InvoiceLine
from legalops.web.tables import Address, Column, EmptyState, Table

WAITING_TONES = {
    InvoiceState.UNMATCHED: "warn",
    InvoiceState.IN_REVIEW: "progress",
    InvoiceState.PENDING_APPROVAL: "info",
}


def invoice_url(key: int) -> str:
    """The invoice's page; empty where no such page is installed."""
    try:
        return reverse("billing:invoice", args=[key])
    except NoReverseMatch:
        return ""


_FIRM = Address("vendors:firm", "firm__code")
_FIRM_OF_LINE = Address("vendors:firm", "line__firm__code")


def _matter_url(line: InvoiceLine | Invoice) -> str:
    return reverse("matters:matter", args=[line.matter.number]) if line.matter else ""


class LineTable(Table):
    """Approved lines, largest first; grouped headers carry the sum of their whole group."""

    id = "spend-lines"
    noun = _("lines")
    noun_one = _("line")
    default_sort = "-spend"
    empty = EmptyState(
        _("No approved line here"), _("Lines appear when their invoice is approved."), icon="receipt-off"
    )
    columns = (
        Column(
            "invoice",
            _("Invoice"),
            "link",
            value="invoice__number",
            sort="invoice__number",
            href=lambda line: invoice_url(line.invoice_id),
            fixed=True,
            groupable=True,
        ),
        Column("line", _("Line"), value="number", default=False),
        Column("work_date", _("Work date"), "date", sort="work_date"),
        Column(
            "invoice_date",
            _("Invoice date"),
            "date",
            value="invoice__invoice_date",
            sort="invoice__invoice_date",
            default=False,
        ),
        Column("firm", _("Firm"), value="firm__name", sort="firm__name", groupable=True, href=_FIRM),
        Column(
            "matter",
            _("Matter"),
            "link",
            value="matter__number",
            sort="matter__number",
            href=_matter_url,
            groupable=True,
        ),
        Column(
            "type",
            _("Matter type"),
            value="matter__matter_type__name",
            sort="matter__matter_type__name",
            groupable=True,
            default=False,
        ),
        Column("phase", _("Phase"), sort="phase", groupable=True, default=False),
        Column(
            "timekeeper", _("Timekeeper"), value="timekeeper_name", sort="timekeeper_name", groupable=True
        ),
        Column("narrative", _("Description")),
        Column(
            "hours",
            _("Units"),
            "number",
            value="units",
            sort="units",
            nullable=True,
            places=2,
            default=False,
        ),
        Column(
            "billed",
            _("Billed"),
            "money",
            value="base_net",
            sort="base_net",
            currency=settings.BASE_CURRENCY,
            subtotal=True,
        ),
        Column(
            "reduction",
            _("Savings"),
            "money",
            value="base_reduction",
            sort="base_reduction",
            currency=settings.BASE_CURRENCY,
            subtotal=True,
        ),
        Column("spend", _("Spend"), "money", sort="spend", currency=settings.BASE_CURRENCY, subtotal=True),
    )


class SavingsTable(Table):
    """Reductions, largest first. Notes between people of the department stay on the invoice's page."""

    id = "savings-rows"
    noun = _("reductions")
    noun_one = _("reduction")
    default_sort = "-saved"
    empty = EmptyState(
        _("No reduction here"),
        _("Reductions count as savings when their invoice is approved."),
        icon="receipt",
    )
    columns = (
        Column(
            "invoice",
            _("Invoice"),
            "link",
            value="invoice__number",
            sort="invoice__number",
            href=lambda row: invoice_url(row.invoice_id),
            fixed=True,
            groupable=True,
        ),
        Column("line", _("Line"), value="line__number"),
        Column(
            "work_date",
            _("Work date"),
            "date",
            value="line__work_date",
            sort="line__work_date",
            default=False,
        ),
        Column(
            "firm",
            _("Firm"),
            value="line__firm__name",
            sort="line__firm__name",
            groupable=True,
            href=_FIRM_OF_LINE,
        ),
        Column(
            "matter",
            _("Matter"),
            "link",
            value="line__matter__number",
            sort="line__matter__number",
            href=lambda row: _matter_url(row.line),
            groupable=True,
        ),
        Column("reason", _("Reason"), value="reason__label", sort="reason__label", groupable=True),
        Column("rule", _("Rule"), value="finding__rule", sort="finding__rule", nullable=True, groupable=True),
        Column(
            "timekeeper",
            _("Timekeeper"),
            value="line__timekeeper_name",
            sort="line__timekeeper_name",
            groupable=True,
        ),
        Column("narrative", _("Description"), value="line__narrative"),
        Column(
            "by",
            _("Reduced by"),
            value="actor__full_name",
            sort="actor__full_name",
            default=False,
            groupable=True,
        ),
        Column(
            "billed",
            _("Line billed"),
            "money",
            value="line__base_net",
            sort="line__base_net",
            currency=settings.BASE_CURRENCY,
        ),
        Column("saved", _("Savings"), "money", sort="saved", currency=settings.BASE_CURRENCY, subtotal=True),
    )


class WaitingTable(Table):
    """Invoices that wait for a decision, longest first."""

    id = "waiting-invoices"
    noun = _("invoices")
    noun_one = _("invoice")
    default_sort = "received"
    empty = EmptyState(_("Nothing waits"), _("Every invoice received has been decided."), icon="circle-check")
    row_url = staticmethod(lambda invoice: invoice_url(invoice.pk))
    columns = (
        Column(
            "number",
            _("Invoice"),
            "link",
            sort="number",
            href=lambda invoice: invoice_url(invoice.pk),
            fixed=True,
        ),
        Column("firm", _("Firm"), value="firm__name", sort="firm__name", groupable=True, href=_FIRM),
        Column(
            "matter",
            _("Matter"),
            "link",
            value="matter__number",
            sort="matter__number",
            nullable=True,
            href=_matter_url,
            groupable=True,
        ),
        Column(
            "type",
            _("Matter type"),
            value="matter__matter_type__name",
            sort="matter__matter_type__name",
            nullable=True,
            groupable=True,
            default=False,
        ),
        Column("state", _("State"), "status", sort="state", tones=WAITING_TONES, groupable=True),
        Column("received", _("Received"), "due", value="received_at", sort="received_at"),
        Column("due", _("Decision due"), "due", value="due_on", sort="due_on"),
        Column(
            "billed",
            _("Billed without tax"),
            "money",
            value="base_total",
            sort="base_total",
            currency=settings.BASE_CURRENCY,
            subtotal=True,
        ),
    )
