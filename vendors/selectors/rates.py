"""Approved standard rates as rows: for pages and for set-wise look-up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from legalops.kernel import clock
from vendors.models import Rate


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate per hour over a half-open period; `matter_id` None is the standard rate."""

    timekeeper_id: int
    matter_id: int | None
    currency: str
    valid_from: date
    valid_until: date | None
    amount: Decimal


def standard_rates(timekeeper_ids: Iterable[int]) -> list[RateRow]:
    """All standard rates of these timekeepers, in one query."""
    rows = Rate.objects.filter(timekeeper_id__in=list(timekeeper_ids)).values_list(
        "timekeeper_id", "currency", "valid_from", "valid_until", "amount"
    )
    return [RateRow(who, None, *rest) for who, *rest in rows]


def current_on(rates: QuerySet[Rate], on: date | None = None) -> QuerySet[Rate]:
    """Those in force on a date (today)."""
    on = on or clock.today()
    return rates.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)
