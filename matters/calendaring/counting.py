"""Counting a period from a day, and rolling off closed days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from matters.calendaring.days import DayCalendar
from matters.calendaring.enums import Count, Direction, Roll, Unit
from matters.calendaring.words import amount_of, cited, exact, way

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Offset:
    """So much before or after a day.

    A period of at most `short` days counts open days only (CPR 2.8(4): five). Months and years end on the
    same day of the month, or on its last day where there is none (31 January and a month is 28 February).
    """

    amount: int
    unit: Unit = Unit.DAYS
    direction: Direction = Direction.AFTER
    count: Count = Count.EXCLUDE
    short: int = 0

    @property
    def words(self) -> str:
        """21 days after."""
        clear = " clear" if self.count is Count.CLEAR and self.direction is Direction.BEFORE else ""
        return f"{amount_of(self.amount, self.unit)}{clear} {way(self.direction)}"

    @property
    def counts_open_days(self) -> bool:
        """Whether closed days are left out of the count."""
        short = self.unit is Unit.DAYS and 0 < self.amount <= self.short
        return short or self.unit in (Unit.COURT_DAYS, Unit.BUSINESS_DAYS)

    def from_(self, day: date, calendar: DayCalendar) -> date:
        """The day so far away, not rolled. Raises NeverOpen and OverflowError."""
        amount = self._steps() * (1 if self.direction is Direction.AFTER else -1)
        if self.counts_open_days:
            return calendar.add(day, amount)
        if self.unit in (Unit.MONTHS, Unit.YEARS):
            moved = _add_months(day, amount * (12 if self.unit is Unit.YEARS else 1))
            return moved + self._edge()
        return day + amount * (timedelta(7) if self.unit is Unit.WEEKS else _DAY) + self._week_edge()

    def _steps(self) -> int:
        """How many are walked: the trigger's own day may be the first, clear days end a day further off."""
        if self.unit in (Unit.WEEKS, Unit.MONTHS, Unit.YEARS) or not self.amount:
            return self.amount
        if self.count is Count.INCLUDE:
            return self.amount - 1
        clear_of_event = self.count is Count.CLEAR and self.direction is Direction.BEFORE
        return self.amount + 1 if clear_of_event else self.amount

    def _edge(self) -> timedelta:
        """The same for longer units: a month that includes its first day ends a day sooner."""
        towards = -_DAY if self.direction is Direction.AFTER else _DAY
        if self.count is Count.INCLUDE and self.amount:
            return towards
        return -_DAY if self.count is Count.CLEAR and self.direction is Direction.BEFORE else timedelta()

    def _week_edge(self) -> timedelta:
        return self._edge() if self.unit is Unit.WEEKS else timedelta()


def rolled(
    day: date, roll: Roll, direction: Direction, calendar: DayCalendar, citation: str = ""
) -> tuple[date, str]:
    """The day, or the open day it rolls to, and what to say of it; nothing when it stays."""
    closed = calendar.why_closed(day)
    if not closed or roll is Roll.NONE:
        return day, f"is {closed}; it is not moved" if closed else ""
    back = roll is Roll.BACK or (roll is Roll.ONWARD and direction is Direction.BEFORE)
    to = calendar.first_open(day, -_DAY if back else _DAY)
    return to, f"is {closed}; rolls {'back ' if back else ''}to {exact(to)}{cited(citation)}"


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
