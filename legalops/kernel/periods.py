"""Months and half-open periods of local dates (domain/kpis.md §1.1)."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


def month_start(day: date) -> date:
    """First day of the month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """Last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> list[date]:
    """First days of all months from first to last, both included."""
    start, stop = month_start(first), month_start(last)
    count = (stop.year - start.year) * 12 + stop.month - start.month
    return [add_months(start, i) for i in range(count + 1)]


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open range of dates: start included, end not."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def last_day(self) -> date:
        """The last date inside."""
        return self.end - timedelta(days=1)
