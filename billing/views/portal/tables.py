"""The portal's lists as tables."""

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from billing.enums import Severity, SubmissionState
from billing.models import Invoice, Submission
from billing.selectors.portal import NEXT_STEPS, STATE_TONES
from legalops.web.tables import Column, EmptyState, Table

FILE_TONES = {
    SubmissionState.RECEIVED: "progress",
    SubmissionState.CHECKING: "progress",
    SubmissionState.REFUSED: "bad",
    SubmissionState.READY: "info",
    SubmissionState.SUBMITTED: "progress",
    SubmissionState.IMPORTING: "progress",
    SubmissionState.IMPORTED: "ok",
    SubmissionState.FAILED: "bad",
    SubmissionState.WITHDRAWN: "muted",
}


def invoice_url(invoice: Invoice) -> str:
    """The invoice's page in the portal."""
    return reverse("portal:invoice", args=[invoice.pk])


def file_url(submission: Submission) -> str:
    """The file's page."""
    return reverse("portal:file", args=[submission.reference])


def _matter_words(invoice: Invoice) -> str:
    if invoice.is_own_matter:
        return str(invoice.matter)
    return invoice.client_matter_id or invoice.law_firm_matter_id


class PortalInvoiceTable(Table):
    """The firm's invoices."""

    id = "portal-invoices"
    noun = _("invoices")
    noun_one = _("invoice")
    default_sort = "-received"
    empty = EmptyState(
        _("No invoices yet"),
        _("Invoices appear here as soon as a file you submitted was processed."),
        _("Upload a LEDES file"),
        reverse_lazy("portal:home"),
        "file-invoice",
    )
    row_url = staticmethod(invoice_url)
    columns = (
        Column("number", _("Number"), "link", sort="number", href=invoice_url, fixed=True),
        Column("matter", _("Matter"), value=_matter_words),
        Column("date", _("Invoice date"), "date", value="invoice_date", sort="invoice_date"),
        Column("received", _("Received"), "date", value="received_at", sort="received_at"),
        Column(
            "billed",
            _("Billed"),
            "money",
            value="billed_total",
            currency_from="currency",
            sort="billed_total",
        ),
        Column(
            "approved",
            _("Approved"),
            "money",
            value=lambda row: row.approved_total if row.approved_at else None,
            currency_from="currency",
        ),
        Column("state", _("State"), "status", value="state", sort="state", tones=STATE_TONES),
        Column("next", _("What happens next"), value=lambda row: NEXT_STEPS[row.state]),
        Column("paid", _("Paid"), "date", value="paid_on", sort="paid_on", nullable=True),
    )


class FileTable(Table):
    """The files the firm sent."""

    id = "portal-files"
    noun = _("files")
    noun_one = _("file")
    default_sort = "-uploaded"
    empty = EmptyState(
        _("Nothing was uploaded yet"),
        _("Every file you upload is listed here with its verdict."),
        _("Upload a LEDES file"),
        reverse_lazy("portal:home"),
        "cloud-upload",
    )
    row_url = staticmethod(file_url)
    columns = (
        Column("file", _("File"), "link", value="file_name", sort="file_name", href=file_url, fixed=True),
        Column("format", _("Format"), sort="format"),
        Column("invoices", _("Invoices"), "number", value=lambda row: len(row.summary)),
        Column("errors", _("Errors"), "number", value="error_count", sort="error_count"),
        Column("warnings", _("Warnings"), "number", value="warning_count", sort="warning_count"),
        Column("state", _("State"), "status", value="state", sort="state", tones=FILE_TONES),
        Column("by", _("Uploaded by"), value="uploaded_by__full_name", sort="uploaded_by__full_name"),
        Column("uploaded", _("Uploaded"), "instant", value="uploaded_at", sort="uploaded_at"),
    )


class ProblemTable(Table):
    """Every problem kept of a file, errors first, each in the order of the file."""

    id = "portal-problems"
    noun = _("problems")
    noun_one = _("problem")
    default_sort = "kind"
    per_page = 100
    columns = (
        Column(
            "kind",
            _("Kind"),
            "status",
            value="severity",
            sort="position",
            tones={Severity.ERROR: "bad", Severity.WARNING: "warn"},
            fixed=True,
        ),
        Column("line", _("Line"), "number", sort="line", nullable=True, places=0),
        Column("field", _("Field or guideline"), value="field_told", sort="field"),
        Column("value", _("Value")),
        Column("message", _("What was found"), value="message_told"),
        Column("mend", _("How to mend it"), value="mend_told"),
        Column("code", _("Code"), sort="code"),
    )
