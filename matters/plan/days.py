"""Working days as numbers: counted once, then sums of whole numbers."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date, timedelta

_CHUNK = timedelta(days=400)
# Years of nothing but days off: a calendar that is wrong, not a long holiday.
_CHUNKS_WITHOUT = 10


class NoWorkingDay(ValueError):
    """The calendar has no working day for years around a date."""


class WorkDays:
    """The working days of a calendar, numbered from the first one on or after `zero`, which is 0.

    `is_working(day)` is the calendar as data: week, public holidays, own days. Each day is asked once.
    """

    def __init__(self, zero: date, is_working: Callable[[date], bool]) -> None:
        self._is_working = is_working
        self._first, self._until = zero, zero  # the days looked at: from `_first`, before `_until`
        self._days: list[date] = []
        self._before = 0  # how many of them stand before number 0

    @classmethod
    def of_week(cls, zero: date, weekdays: Iterable[int] = range(5), off: Iterable[date] = ()) -> "WorkDays":
        """A calendar of weekdays (Monday is 0) with days off."""
        working, free = frozenset(weekdays), frozenset(off)
        return cls(zero, lambda day: day.weekday() in working and day not in free)

    def number(self, day: date) -> int:
        """The number of the first working day on or after `day`."""
        self._reach(day)
        while (found := bisect_left(self._days, day)) == len(self._days):
            self._later()
        return found - self._before

    def last_number(self, day: date) -> int:
        """The number of the last working day on or before `day`."""
        self._reach(day)
        while (found := bisect_right(self._days, day)) == 0:
            self._earlier()
        return found - 1 - self._before

    def day(self, number: int) -> date:
        """The date of a working day by its number. Raises NoWorkingDay."""
        while number + self._before >= len(self._days):
            self._later()
        while number + self._before < 0:
            self._earlier()
        return self._days[number + self._before]

    def between(self, earlier: date, later: date) -> int:
        """How many working days `later` stands after `earlier`; below zero when it stands before."""
        return self.last_number(later) - self.last_number(earlier)

    def _reach(self, day: date) -> None:
        while day >= self._until:
            self._later()
        while day < self._first:
            self._earlier()

    def _later(self) -> None:
        self._days += self._found(self._until, self._until + _CHUNK)
        self._until += _CHUNK
        self._refuse_emptiness()

    def _earlier(self) -> None:
        found = self._found(self._first - _CHUNK, self._first)
        self._first -= _CHUNK
        self._days[:0] = found
        self._before += len(found)
        self._refuse_emptiness()

    def _found(self, since: date, until: date) -> list[date]:
        days = (since + timedelta(days=offset) for offset in range((until - since).days))
        return [day for day in days if self._is_working(day)]

    def _refuse_emptiness(self) -> None:
        if not self._days and self._until - self._first > _CHUNK * _CHUNKS_WITHOUT:
            raise NoWorkingDay(f"No working day between {self._first} and {self._until}.")
