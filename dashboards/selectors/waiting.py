"""Invoices waiting for the department: the stock as it is now (metric INVOICES_WAITING)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Min, Q, QuerySet, Sum

from billing.models import Invoice
from dashboards.metrics import INVOICES_WAITING
from dashboards.models import MetricSnapshot
from legalops.kernel import clock
from legalops.kernel.money import ZERO
from matters.models import Matter


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many invoices wait, billed without tax in base currency, since when, and how many are overdue.

    `a_week_ago` is how many waited at the end of the day seven days ago; None without a snapshot of that day.
    """

    count: int = 0
    amount: Decimal = ZERO
    oldest: datetime | None = None
    overdue: int = 0
    a_week_ago: int | None = None

    @property
    def oldest_days(self) -> int | None:
        """Age of the oldest in days of the organisation's calendar."""
        return (clock.today() - clock.local_date(self.oldest)).days if self.oldest else None


@dataclass(frozen=True, slots=True)
class Limits:
    """Which waiting invoices: of these matter types, firms and teams (primary keys); empty means all."""

    types: Collection[int] = ()
    firms: Collection[int] = ()
    teams: Collection[int] = ()

    @property
    def matters(self) -> dict[str, Collection[int]]:
        """Those on matters, by field."""
        limits = {"matter_type__in": self.types, "team__in": self.teams}
        return {name: values for name, values in limits.items() if values}


def waiting(user, limits: Limits = Limits()) -> Waiting:
    """The stock now, and a week ago; two queries that do not grow with the years."""
    now = waiting_sum(waiting_rows(user, limits))
    return replace(now, a_week_ago=waited_on(clock.today() - timedelta(days=7), user, limits))


def waiting_rows(user, limits: Limits = Limits()) -> QuerySet[Invoice]:
    """The invoices that wait now and this person may see."""
    rows = Invoice.objects.visible_to(user).waiting()
    if limits.matters:
        rows = rows.filter(**{f"matter__{name}": values for name, values in limits.matters.items()})
    return rows.filter(firm__in=limits.firms) if limits.firms else rows


def waiting_sum(rows: QuerySet[Invoice]) -> Waiting:
    """One query over the waiting invoices alone; their number does not grow with the years."""
    found = rows.order_by().aggregate(
        count=Count("pk"),
        amount=Sum("base_total"),
        oldest=Min("received_at"),
        overdue=Count("pk", filter=Q(due_on__lt=clock.today())),
    )
    return Waiting(found["count"], found["amount"] or ZERO, found["oldest"], found["overdue"])


def waited_on(day: date, user, limits: Limits = Limits()) -> int | None:
    """How many invoices waited at the end of a day, as this person would have seen it.

    None when no snapshot was taken, or nothing at all waited that day.
    """
    key = {"metric": INVOICES_WAITING.id, "definition_version": INVOICES_WAITING.version, "as_of": day}
    rows = MetricSnapshot.objects.visible_to(user).filter(**key)
    if limits.matters:
        rows = rows.filter(matter_id__in=Matter.objects.filter(**limits.matters).values("pk"))
    if limits.firms:
        rows = rows.filter(firm_id__in=limits.firms)
    # That a snapshot exists is no secret, what it holds is: zero of it is not the same as none.
    found = MetricSnapshot.objects.filter(**key).aggregate(
        taken=Count("pk"), count=Sum("count", filter=Q(pk__in=rows.values("pk")))
    )
    return (found["count"] or 0) if found["taken"] else None
