"""Spend of one matter or one firm, read from the facts: small, always current (domain/kpis.md §2.3)."""

from datetime import date
from decimal import Decimal

from django.db.models import DateField, DecimalField, ExpressionWrapper, F, QuerySet, Sum
from django.db.models.functions import Cast, TruncMonth

from billing.enums import SPENT_STATES
from billing.models import InvoiceLine
from legalops.kernel.periods import Period

_NET = Sum(
    ExpressionWrapper(F("base_net") - F("base_reduction"), DecimalField(max_digits=20, decimal_places=2))
)


def lines_of_matter(matter_id: int, user) -> QuerySet[InvoiceLine]:
    """Approved lines of a matter this person may see."""
    return _spent(user).filter(matter=matter_id)


def by_month(rows: QuerySet[InvoiceLine], period: Period) -> dict[date, Decimal]:
    """Spend by invoice month over the period."""
    within = rows.filter(invoice__invoice_date__gte=period.start, invoice__invoice_date__lt=period.end)
    month = Cast(TruncMonth("invoice__invoice_date"), DateField())
    return dict(
        within.order_by()
        .annotate(month=month)
        .values("month")
        .annotate(spend=_NET)
        .values_list("month", "spend")
    )


def by_phase(rows: QuerySet[InvoiceLine]) -> dict[str, Decimal]:
    """Spend by phase over the matter's whole life, in the order of the codes, lines without one last."""
    found = dict(rows.order_by().values("phase").annotate(spend=_NET).values_list("phase", "spend"))
    return dict(sorted(found.items(), key=lambda item: (not item[0], item[0])))


def _spent(user) -> QuerySet[InvoiceLine]:
    return InvoiceLine.objects.visible_to(user).filter(invoice__state__in=SPENT_STATES)
