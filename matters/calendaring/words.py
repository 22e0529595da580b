"""Dates and amounts in the words of an explanation."""

from datetime import date

from matters.calendaring.enums import Direction, Unit

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ONE = {
    Unit.DAYS: "day",
    Unit.COURT_DAYS: "court day",
    Unit.BUSINESS_DAYS: "business day",
    Unit.WEEKS: "week",
    Unit.MONTHS: "month",
    Unit.YEARS: "year",
}


def weekday(day: date) -> str:
    """A Sunday."""
    return f"a {_LONG[day.weekday()]}"


def exact(day: date) -> str:
    """Mon 14 Dec 2026, whatever the locale of the process."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def amount_of(amount: int, unit: Unit) -> str:
    """21 days; 1 court day."""
    return f"{amount} {_ONE[unit]}{'' if amount == 1 else 's'}"


def way(direction: Direction) -> str:
    """After or before."""
    return "after" if direction is Direction.AFTER else "before"


def cited(citation: str) -> str:
    """A citation in brackets, or nothing."""
    return f" ({citation})" if citation else ""
