"""Months, working days and the hours at which people work."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from legalops.kernel.periods import add_months, month_start


def months_back(day: date, count: int) -> date:
    """The first of the month that lies `count` months before the day's."""
    return add_months(month_start(day), -count)


def workdays(start: date, end: date) -> list[date]:
    """Mondays to Fridays from start to end, both included; the last day if there is none."""
    days = [start + timedelta(offset) for offset in range((end - start).days + 1)]
    return [day for day in days if day.weekday() < 5] or [end]


def office_hour(random: Random, day: date) -> datetime:
    """An instant of the day, or of the Monday after, when people in New York and Chicago are at work."""
    while day.weekday() >= 5:
        day += timedelta(1)
    return datetime.combine(day, time(14 + random.randrange(7), random.randrange(60)), UTC)
