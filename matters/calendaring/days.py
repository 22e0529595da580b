"""Open and closed days: a weekend and named holidays, both given as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from matters.calendaring.words import weekday

SATURDAY, SUNDAY = 5, 6
_DAY = timedelta(1)
# A calendar that is closed for so long was set up wrongly.
_LONGEST_CLOSED = 400


class NeverOpen(ValueError):
    """A calendar has no open day within more than a year."""


def _none(_day: date) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class DayCalendar:
    """Days on which a court, or an office, is open. `holiday_on` answers a day's name, else nothing."""

    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    holiday_on: Callable[[date], str] = _none

    @classmethod
    def of(cls, holidays: Mapping[date, str], weekend: frozenset[int] | None = None) -> "DayCalendar":
        """From a set of named days."""
        return cls(
            frozenset({SATURDAY, SUNDAY}) if weekend is None else weekend,
            lambda day: holidays.get(day, ""),
        )

    def why_closed(self, day: date) -> str:
        """The holiday's name or the day of the weekend; empty for an open day."""
        if name := self.holiday_on(day):
            return name
        return weekday(day) if day.weekday() in self.weekend else ""

    def is_open(self, day: date) -> bool:
        """Whether it is neither of the weekend nor a holiday."""
        return not self.why_closed(day)

    def add(self, day: date, amount: int) -> date:
        """So many open days later, or earlier when negative; the day itself is never counted.

        Raises NeverOpen.
        """
        step = _DAY if amount > 0 else -_DAY
        for _ in range(abs(amount)):
            day = self.first_open(day + step, step)
        return day

    def first_open(self, day: date, step: timedelta = _DAY) -> date:
        """The day, or the nearest open one in the direction of `step`. Raises NeverOpen."""
        for _ in range(_LONGEST_CLOSED):
            if self.is_open(day):
                return day
            day += step
        raise NeverOpen(f"No day is open within {_LONGEST_CLOSED} days of {day}.")


def day_in(zone: str, at: datetime) -> date:
    """The local date of an instant in a court's time zone: what was served at 23:30 counts from that day.

    `at` must be aware. Raises ValueError otherwise.
    """
    if at.tzinfo is None:
        raise ValueError("An instant without a time zone has no local date.")
    return at.astimezone(ZoneInfo(zone)).date()
