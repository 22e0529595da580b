"""The page of hand-overs: what waits, and what was handed over."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum

from billing.enums import InvoiceState
from billing.models import ApExport, ApExportItem, Invoice
from legalops.accounts.models import User


@dataclass(frozen=True, slots=True)
class Total:
    """Invoices and their amount payable, tax included, of one currency."""

    currency: str
    invoices: int
    amount: Decimal


def waiting_totals(user: User) -> list[Total]:
    """Approved invoices that no file carries yet, by currency."""
    rows = (
        Invoice.objects.visible_to(user)
        .filter(state=InvoiceState.APPROVED)
        .order_by("currency")
        .values("currency")
        .annotate(n=Count("pk"), sum=Sum(F("billed_total") - F("reduction_net") - F("reduction_tax")))
    )
    return [Total(row["currency"], row["n"], row["sum"]) for row in rows]


def exports_seen_by(user: User) -> QuerySet[ApExport]:
    """Files this person may see, newest first."""
    return ApExport.objects.visible_to(user).select_related("document", "made_by")


def items_of(export: ApExport) -> QuerySet[ApExportItem]:
    """The invoices of a file."""
    rows = ApExportItem.objects.filter(export=export).select_related("invoice__firm", "invoice__matter")
    return rows.order_by("pk")
