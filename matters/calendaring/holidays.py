"""Holidays as data: fixed days, weekdays on or after a day, days around Easter, and single days.

`Mon from 01-15` is the third Monday of January, `Tue from 11-02` the Tuesday after the first Monday of
November, `Mon from 05-25` the last Monday of May.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from matters.calendaring.days import SATURDAY, SUNDAY

_DAY = timedelta(1)


class Observed(StrEnum):
    """On which day a holiday is kept that falls on a weekend.

    `nearest`: Saturday's on Friday, Sunday's on Monday (5 USC 6103(b)). `sunday`: Sunday's on Monday only
    (NY Gen. Constr. Law § 24). `next_free`: on the next day that is neither of the weekend nor a holiday
    (substitute bank holidays). `none`: not at all.
    """

    NONE = "none"
    NEAREST = "nearest"
    SUNDAY = "sunday"
    NEXT_FREE = "next_free"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that comes back: month and day; these with a weekday ("on or after"); or days from Easter."""

    name: str
    month: int = 0
    day: int = 0
    weekday: int | None = None
    easter: int | None = None
    since: int = 0
    until: int = 9999
    observed: Observed = Observed.NONE

    def on(self, year: int) -> date | None:
        """The day itself in a year; None outside the years in which it is kept."""
        if not self.since <= year <= self.until:
            return None
        if self.easter is not None:
            return easter_sunday(year) + timedelta(self.easter)
        day = date(year, self.month, self.day)
        return day if self.weekday is None else day + timedelta((self.weekday - day.weekday()) % 7)


def holidays_in(
    year: int, kept: Sequence[Holiday], singles: Iterable[tuple[date, str]] = ()
) -> dict[date, str]:
    """The holidays of a year with the days on which they are observed instead.

    New Year's Day of the next year is looked at too: it may be observed on 31 December.
    """
    found: dict[date, str] = {day: name for day, name in singles if day.year == year}
    own = [(day, each) for each in kept for day in (each.on(year), each.on(year + 1)) if day]
    for day, each in own:
        found.setdefault(day, each.name)
    for day, each in own:
        instead = _instead(day, each.observed, found)
        if instead != day:
            found.setdefault(instead, f"{each.name} (observed)")
    return {day: name for day, name in sorted(found.items()) if day.year == year}


def _instead(day: date, observed: Observed, taken: dict[date, str]) -> date:
    if observed is Observed.NEAREST and day.weekday() == SATURDAY:
        return day - _DAY
    if observed in (Observed.NEAREST, Observed.SUNDAY):
        return day + _DAY if day.weekday() == SUNDAY else day
    if observed is Observed.NEXT_FREE and day.weekday() in (SATURDAY, SUNDAY):
        while day.weekday() in (SATURDAY, SUNDAY) or day in taken:
            day += _DAY
    return day


def easter_sunday(year: int) -> date:
    """Western Easter (Gregorian computus, after Meeus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap = century // 4
    shift = (century - leap - (century - (century + 8) // 25 + 1) // 3 + 19 * golden + 15) % 30
    back = (32 + 2 * (century % 4) + 2 * (rest // 4) - shift - rest % 4) % 7
    late = (golden + 11 * shift + 22 * back) // 451
    month, day = divmod(shift + back - 7 * late + 114, 31)
    return date(year, month, day + 1)
