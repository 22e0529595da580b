"""Working days, Monday to Friday."""

from datetime import date, datetime, timedelta

_SATURDAY = 5


def working_days_after(moment: datetime, days: int) -> datetime:
    """The same time of day so many working days later; from a weekend it counts from Monday on."""
    while days > 0 or _is_weekend(moment.date()):
        moment += timedelta(days=1)
        if days > 0 and not _is_weekend(moment.date()):
            days -= 1
    return moment


def _is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY
