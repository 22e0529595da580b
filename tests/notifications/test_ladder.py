"""The ladder, for any date, ladder and day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from legalops.notifications.reminders.ladder import CATCH_UP, due_rung, escalates, send_day, span

days = st.integers(0, 3000).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
ladders = st.sets(st.integers(-60, 120), min_size=1, max_size=8).map(sorted)


def on_weekdays(day: date) -> bool:
    """Nobody works on weekends."""
    return day.weekday() < 5


def closed_over_new_year(day: date) -> bool:
    """Nor between Christmas and the new year."""
    return on_weekdays(day) and not ((day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1))


@settings(deadline=None)
@given(days, ladders, st.sampled_from([None, on_weekdays, closed_over_new_year]))
def test_run_every_day_each_rung_is_sent_once_and_on_its_day(on, ladder, works):
    first = on - timedelta(days=130)
    sent = {}
    for n in range(230):
        today = first + timedelta(days=n)
        rung = due_rung(today, on, ladder, works)
        if rung is not None:
            sent.setdefault(rung, today)
    by_day = {}
    for offset in sorted(ladder, reverse=True):
        by_day[send_day(on, offset, works)] = offset  # of one day the nearest rung
    assert sent == {offset: day for day, offset in by_day.items()}


@given(days, st.integers(-60, 120))
def test_never_on_a_weekend_nor_later_than_due(on, offset):
    day, plain = send_day(on, offset, on_weekdays), on - timedelta(days=offset)
    assert day.weekday() < 5
    assert (
        (plain <= day <= plain + timedelta(days=2))
        if offset < 0
        else (plain - timedelta(days=2) <= day <= plain)
    )


@given(
    days,
    days,
    ladders,
    st.none() | st.integers(0, 90),
    st.sampled_from([None, on_weekdays, closed_over_new_year]),
)
def test_whatever_is_due_lies_in_the_span_that_is_asked_for(today, on, ladder, after, works):
    first, last = span(today, ladder, after)
    due = due_rung(today, on, ladder, works) is not None or escalates(today, on, after)
    assert not due or first <= on <= last


def test_down_for_a_month_is_made_up_by_one():
    on = date(2026, 12, 2)
    assert due_rung(date(2026, 11, 29), on, [30, 14, 7, 3, 1, 0]) == 3
    assert due_rung(on + CATCH_UP, on, [30, 14, 7, 3, 1, 0]) == 0
    assert due_rung(on + CATCH_UP + timedelta(days=1), on, [30, 14, 7, 3, 1, 0]) is None


def test_holidays_move_a_reminder_as_weekends_do():
    assert send_day(date(2026, 12, 28), 0, closed_over_new_year) == date(2026, 12, 23)
    assert send_day(date(2026, 12, 23), -1, closed_over_new_year) == date(2027, 1, 4)
    assert send_day(date(2026, 12, 28), 0, lambda _day: False) == date(2026, 12, 28)
