"""Months: leap years, month ends, half-open ranges."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from legalops.kernel.periods import Period, add_months, month_end, month_start, months_between

dates = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def test_month_ends_clip_and_leap_years_count():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert add_months(date(2026, 3, 15), -3) == date(2025, 12, 15)


@given(dates, dates)
def test_months_between_are_first_days_without_gap(one, two):
    first, last = min(one, two), max(one, two)
    months = months_between(first, last)
    assert months[0] == month_start(first)
    assert months[-1] == month_start(last)
    assert all(add_months(a, 1) == b for a, b in pairwise(months))


@given(dates)
def test_a_month_is_a_half_open_period(day):
    month = Period(month_start(day), add_months(month_start(day), 1))
    assert day in month
    assert month.end not in month
    assert month.last_day == month_end(day)
