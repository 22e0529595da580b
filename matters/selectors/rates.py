"""The approved rate of a timekeeper on a matter: a matter rate replaces the standard one."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q

from matters.models import Matter, MatterRate
from vendors.models import Rate, Timekeeper
from vendors.selectors.rates import RateRow, standard_rates


def approved_rate(timekeeper: Timekeeper, matter: Matter | None, currency: str, on: date) -> Decimal | None:
    """Rate per hour in `currency` in force on a date, or None when nothing was agreed in that currency."""
    period = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    wanted = {"timekeeper": timekeeper, "currency": currency, "valid_from__lte": on}
    if matter is not None:
        agreed = MatterRate.objects.filter(period, matter=matter, **wanted)
        amount = agreed.values_list("amount", flat=True).first()
        if amount is not None:
            return amount
    return Rate.objects.filter(period, **wanted).values_list("amount", flat=True).first()


def rates_for(timekeeper_ids: Iterable[int], matter_ids: Iterable[int]) -> list[RateRow]:
    """Standard and matter rates for many people and matters, in two queries; columns as in RateRow.

    Precedence when joining: a row of the line's own matter, else the row without matter.
    """
    people, matters = list(timekeeper_ids), list(matter_ids)
    agreed = MatterRate.objects.filter(timekeeper_id__in=people, matter_id__in=matters).values_list(
        "timekeeper_id", "matter_id", "currency", "valid_from", "valid_until", "amount"
    )
    return [RateRow(*row) for row in agreed] + standard_rates(people)


# The same answer inside a query over many lines. Give it the SQL of the line's timekeeper id, matter id,
# currency and date; it yields the amount or NULL.
_APPROVED_RATE = """COALESCE(
  (SELECT r.amount FROM matters_matterrate r WHERE r.timekeeper_id = {who} AND r.matter_id = {matter}
    AND r.currency = {currency} AND DATERANGE(r.valid_from, r.valid_until) @> {on}),
  (SELECT r.amount FROM vendors_rate r WHERE r.timekeeper_id = {who}
    AND r.currency = {currency} AND DATERANGE(r.valid_from, r.valid_until) @> {on}))"""


def approved_rate_sql(*, who: str, matter: str, currency: str, on: str) -> str:
    """SQL of the approved rate. The arguments are column names of the caller's query, never input."""
    return _APPROVED_RATE.format(who=who, matter=matter, currency=currency, on=on)
