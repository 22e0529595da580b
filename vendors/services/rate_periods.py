"""Starting a new rate period: the open one ends the day the new one starts; any other overlap is refused.

Standard rates and matter rates are kept by the same rule; the database refuses what slips through.
"""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError
from legalops.web import formats, reading
from vendors.models.rates import RatePeriod

Period = TypeVar("Period", bound=RatePeriod)


def start_period(siblings: QuerySet[Period], new: Period) -> tuple[Period, Period | None]:
    """Save `new` among its siblings (rows of the same people and currency); returns it and the one it ended.

    The caller holds a lock on what the siblings share. The same row sent twice is one row.
    Raises DomainError "rate.overlap", "rate.period" or "rate.amount".
    """
    _check(new)
    overlapping = list(_overlapping(siblings, new.valid_from, new.valid_until))
    for old in overlapping:
        if (old.valid_from, old.valid_until, old.amount) == (new.valid_from, new.valid_until, new.amount):
            return old, None
    ended = [old for old in overlapping if old.valid_until is None and old.valid_from < new.valid_from]
    if len(ended) != len(overlapping):
        raise _overlap_error(next(old for old in overlapping if old not in ended))
    for old in ended:
        old.valid_until = new.valid_from
        old.save(update_fields=["valid_until"])
    new.save(force_insert=True)
    return new, ended[0] if ended else None


def words(rate: RatePeriod) -> str:
    """A rate in words: "USD 500 an hour from 1 Jan 2026 to 1 Jul 2026"."""
    amount = f"{rate.currency} {_trimmed(rate.amount)}"
    if rate.valid_until is None:
        return _("%(amount)s an hour from %(start)s") % {"amount": amount, "start": _day(rate.valid_from)}
    return _("%(amount)s an hour from %(start)s to %(end)s") % {
        "amount": amount,
        "start": _day(rate.valid_from),
        "end": _day(rate.valid_until),
    }


def stored_words(rate: RatePeriod) -> str:
    """The same for the ledger, whoever acts."""
    with reading.as_the_product():
        return words(rate)


def _check(new: RatePeriod) -> None:
    if new.valid_until is not None and new.valid_until <= new.valid_from:
        raise DomainError("rate.period", _("The rate must end after it begins."), field="valid_until")
    if new.amount <= 0:
        raise DomainError("rate.amount", _("Enter a rate above zero."), field="amount")


def _overlapping(siblings: QuerySet[Period], start: date, end: date | None) -> QuerySet[Period]:
    rows = siblings.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=start))
    return rows.filter(valid_from__lt=end) if end else rows


def _overlap_error(old: RatePeriod) -> DomainError:
    if old.valid_until is None:
        message = _("There is a rate of %(rate)s already. Start the new one later than that.")
    else:
        message = _("There is a rate of %(rate)s already. Choose a period outside it.")
    return DomainError("rate.overlap", message % {"rate": words(old)}, field="valid_from")


def _trimmed(amount: Decimal) -> str:
    # Rates have up to four decimals; people write at least two or none.
    places = -int(amount.normalize().as_tuple().exponent)
    return formats.number(amount, max(places, 2) if places > 0 else 0)


def _day(day: date) -> str:
    return formats.day(day)
