"""Adding and measuring working time: DST, half days, holidays, across years; laws by hypothesis."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from legalops.calendars.arithmetic import HoursError, NeverOpen, WorkingTime, read_hours, write_hours

NEW_YORK = ZoneInfo("America/New_York")
OFFICE = {day: read_hours("09:00-12:30, 13:30-17:00") for day in range(5)}
OWN = {
    date(2026, 11, 26): (),
    date(2026, 12, 24): read_hours("09:00-12:00"),
    date(2026, 12, 25): (),
    date(2027, 1, 1): (),
}
CALENDAR = WorkingTime(NEW_YORK, OFFICE, OWN.get)
ROUND_THE_CLOCK = WorkingTime(NEW_YORK, {day: read_hours("00:00-24:00") for day in range(7)})

instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
amounts = st.timedeltas(timedelta(0), timedelta(days=12))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23T09:00", 2, "2026-11-23T11:00"),
        ("2026-11-23T12:00", 1, "2026-11-23T14:00"),  # over the lunch break
        ("2026-11-23T10:00", 7, "2026-11-24T10:00"),  # a whole day on
        ("2026-11-25T16:00", 2, "2026-11-27T10:00"),  # Thanksgiving between
        ("2026-11-28T11:00", 1, "2026-11-30T10:00"),  # a Saturday counts from Monday
        ("2026-12-24T11:00", 2, "2026-12-28T10:00"),  # half day, Christmas, weekend
        ("2026-12-31T16:30", 1, "2027-01-04T09:30"),  # into the next year
        ("2026-11-23T16:00", 1, "2026-11-23T17:00"),  # exactly at closing
    ],
)
def test_adding_working_hours(start, hours, due):
    assert CALENDAR.add(local(start), timedelta(hours=hours)) == local(due)


def test_measuring_is_only_of_open_hours():
    assert CALENDAR.between(local("2026-11-25T16:00"), local("2026-11-27T10:00")) == timedelta(hours=2)
    assert CALENDAR.between(local("2026-11-27T10:00"), local("2026-11-25T16:00")) == -timedelta(hours=2)


def test_a_day_whose_clocks_change_is_as_long_as_it_was():
    spring, autumn = date(2026, 3, 8), date(2026, 11, 1)
    for day, hours in ((spring, 23), (autumn, 25), (date(2026, 3, 9), 24)):
        begin = datetime.combine(day, time(), NEW_YORK)
        end = datetime.combine(day + timedelta(1), time(), NEW_YORK)
        assert ROUND_THE_CLOCK.between(begin, end) == timedelta(hours=hours)


def test_office_hours_are_the_same_on_both_sides_of_a_change():
    assert CALENDAR.add(local("2026-03-06T16:00"), timedelta(hours=2)) == local("2026-03-09T10:00")


@pytest.mark.parametrize(
    ("day", "days", "reached"),
    [
        (date(2026, 11, 25), 1, date(2026, 11, 27)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 11, 30), -1, date(2026, 11, 27)),
    ],
)
def test_adding_business_days(day, days, reached):
    assert CALENDAR.add_days(day, days) == reached


@settings(deadline=None)
@given(instants, amounts)
def test_what_was_added_is_what_is_measured(start, amount):
    assert CALENDAR.between(start, CALENDAR.add(start, amount)) == amount


@settings(deadline=None)
@given(instants, amounts)
def test_going_back_measures_the_same(start, amount):
    assert CALENDAR.between(CALENDAR.add(start, -amount), start) == amount


@settings(deadline=None)
@given(instants, amounts, amounts)
def test_adding_in_two_steps_is_adding_once(start, first, second):
    assume(second > timedelta(0))
    assert CALENDAR.add(CALENDAR.add(start, first), second) == CALENDAR.add(start, first + second)


@settings(deadline=None)
@given(instants, instants, instants)
def test_measures_add_up(one, two, three):
    begin, middle, end = sorted((one, two, three))
    whole = CALENDAR.between(begin, middle) + CALENDAR.between(middle, end)
    assert whole == CALENDAR.between(begin, end)


@settings(deadline=None)
@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.integers(1, 60))
def test_business_days_are_open_and_go_forward(day, days):
    reached = CALENDAR.add_days(day, days)
    assert reached > day
    assert CALENDAR.is_business_day(reached)


def test_a_calendar_that_never_opens_says_so():
    closed = WorkingTime(NEW_YORK, {})
    with pytest.raises(NeverOpen):
        closed.add(local("2026-11-23T09:00"), timedelta(hours=1))
    with pytest.raises(NeverOpen):
        closed.add_days(date(2026, 11, 23), 1)


@pytest.mark.parametrize(
    "text", ["9 to 5", "17:00-09:00", "09:00-13:00, 12:00-17:00", "25:00-26:00", "09:00"]
)
def test_hours_that_cannot_be_read_are_refused(text):
    with pytest.raises(HoursError):
        read_hours(text)


def test_hours_are_written_as_they_are_read():
    assert write_hours(read_hours("9:00-12:30,13:30 - 24:00")) == "09:00-12:30, 13:30-24:00"
    assert read_hours("") == ()
