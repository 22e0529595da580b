"""Invoices waiting for the department: the stock as it is now (metric INVOICES_WAITING)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Min, Q, QuerySet, Sum

from billing.models import Invoice
from legalops.kernel import clock
from legalops.kernel.money import ZERO


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many invoices wait, billed without tax in base currency, since when, and how many are overdue."""

    count: int = 0
    amount: Decimal = ZERO
    oldest: datetime | None = None
    overdue: int = 0

    @property
    def oldest_days(self) -> int | None:
        """Age of the oldest in days of the organisation's calendar."""
        return (clock.today() - clock.local_date(self.oldest)).days if self.oldest else None


def waiting_rows(
    user, *, types: Collection[int] = (), firms: Collection[int] = (), teams: Collection[int] = ()
) -> QuerySet[Invoice]:
    """The invoices that wait now and this person may see, limited by matter type, firm and team."""
    rows = Invoice.objects.visible_to(user).waiting()
    limits = {"matter__matter_type__in": types, "firm__in": firms, "matter__team__in": teams}
    return rows.filter(**{name: values for name, values in limits.items() if values})


def waiting_sum(rows: QuerySet[Invoice]) -> Waiting:
    """One query over the waiting invoices alone; their number does not grow with the years."""
    found = rows.order_by().aggregate(
        count=Count("pk"),
        amount=Sum("base_total"),
        oldest=Min("received_at"),
        overdue=Count("pk", filter=Q(due_on__lt=clock.today())),
    )
    return Waiting(found["count"], found["amount"] or ZERO, found["oldest"], found["overdue"])
