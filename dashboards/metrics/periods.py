"""Fiscal years and the periods that people ask for by name; whole months, half-open (domain/kpis.md §1.1)."""

from collections.abc import Callable
from datetime import date

from legalops.kernel.periods import Period, add_months, month_start, months_between

DEFAULT_PRESET = "fytd"


def fiscal_year_start(day: date, first_month: int) -> date:
    """First day of the fiscal year that the day lies in; `first_month` 1 is the calendar year."""
    start = date(day.year, first_month, 1)
    return start if start <= day else date(day.year - 1, first_month, 1)


def _to_date(today: date, first_month: int) -> Period:
    return Period(fiscal_year_start(today, first_month), _next_month(today))


def _last_fiscal_year(today: date, first_month: int) -> Period:
    end = fiscal_year_start(today, first_month)
    return Period(add_months(end, -12), end)


def _this_quarter(today: date, first_month: int) -> Period:
    elapsed = (today.month - first_month) % 12 % 3
    return Period(add_months(month_start(today), -elapsed), _next_month(today))


PRESETS: dict[str, Callable[[date, int], Period]] = {
    "fytd": _to_date,
    "last_fy": _last_fiscal_year,
    "quarter": _this_quarter,
    "month": lambda today, _first: Period(month_start(today), _next_month(today)),
    "last_month": lambda today, _first: Period(add_months(month_start(today), -1), month_start(today)),
    "last_12": lambda today, _first: Period(add_months(month_start(today), -11), _next_month(today)),
    "last_36": lambda today, _first: Period(add_months(month_start(today), -35), _next_month(today)),
}


def preset(name: str, today: date, first_month: int) -> Period:
    """The period of this name as of today. Raises KeyError for an unknown name."""
    return PRESETS[name](today, first_month)


def of_months(first: date, last: date) -> Period:
    """From the month of `first` through the month of `last`, in either order."""
    start, end = sorted((month_start(first), month_start(last)))
    return Period(start, add_months(end, 1))


def year_before(period: Period) -> Period:
    """The same months one year earlier."""
    return Period(add_months(period.start, -12), add_months(period.end, -12))


def completed(period: Period, today: date) -> Period | None:
    """The part of the period whose months are over: a running month is never compared with a whole one."""
    end = min(period.end, month_start(today))
    return Period(period.start, end) if end > period.start else None


def months(period: Period) -> list[date]:
    """First days of its months."""
    return months_between(period.start, period.last_day)


def _next_month(day: date) -> date:
    return add_months(month_start(day), 1)
