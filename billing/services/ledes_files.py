"""Stored invoices as LEDES files again: what was billed, whatever was taken off since."""

from collections.abc import Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from billing.ledes.errors import CannotWrite
from billing.ledes.formats import Format
from billing.ledes.model import LedesInvoice, LedesLine
from billing.ledes.writing import write
from billing.models import Invoice, InvoiceLine
from legalops.kernel.errors import DomainError

_TEXTS = (
    "tax_type",
    "task_code",
    "expense_code",
    "activity_code",
    "timekeeper_code",
    "timekeeper_name",
    "classification",
    "narrative",
)
_VALUES = ("kind", "work_date", "total", "units", "unit_cost", "adjustment", "tax_rate")


def write_ledes(invoices: Sequence[Invoice], known: Format, stream: BinaryIO) -> None:
    """Write the invoices as billed; importing the file gives the same invoices.

    Raises DomainError "billing.cannot_export" where the format has no room for a value or needs one that
    the invoice does not have, for example tax in LEDES 1998B.
    """
    try:
        write([_as_ledes(each, known) for each in invoices], known, stream)
    except CannotWrite as failure:
        message = _("The invoices cannot be written as %(format)s. %(reason)s")
        facts = {"format": known.value, "reason": failure.message}
        raise DomainError("billing.cannot_export", message % facts) from failure


def _as_ledes(invoice: Invoice, known: Format) -> LedesInvoice:
    lines = InvoiceLine.objects.filter(invoice=invoice).order_by("position")
    is_taxed = known is Format.LEDES98BI_V2
    return LedesInvoice(
        invoice_number=invoice.number,
        invoice_date=invoice.invoice_date,
        client_id=invoice.client_id,
        law_firm_id=invoice.law_firm_id or invoice.firm.tax_id,
        period_start=invoice.period_start,
        period_end=invoice.period_end,
        invoice_total=invoice.billed_total,
        law_firm_matter_id=invoice.law_firm_matter_id or _matter_number(invoice),
        client_matter_id=invoice.client_matter_id or None,
        description=invoice.description or None,
        matter_name=invoice.matter.name if invoice.matter else None,
        client_tax_id=invoice.client_tax_id or None,
        po_number=invoice.po_number or None,
        currency=invoice.currency if is_taxed else None,
        tax_total=invoice.billed_tax if is_taxed else None,
        lines=tuple(_line(each) for each in lines),
    )


def _line(line: InvoiceLine) -> LedesLine:
    texts = {name: getattr(line, name) or None for name in _TEXTS}
    values = {name: getattr(line, name) for name in _VALUES}
    return LedesLine(line_number=line.number, tax_amount=line.tax_amount or None, **values, **texts)


def _matter_number(invoice: Invoice) -> str:
    return invoice.matter.number if invoice.matter else ""
