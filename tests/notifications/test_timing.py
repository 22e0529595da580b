"""Quiet hours and digests, over the changes of clocks too."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalops.notifications.timing import Timetable, after_quiet, due_at, next_digest

START = datetime(2024, 1, 1, tzinfo=UTC)
NIGHT = Timetable("America/New_York", time(22), time(7))
zones = st.sampled_from(["America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
times = st.integers(0, 1439).map(lambda minute: time(minute // 60, minute % 60))
instants = st.integers(0, 3_000_000).map(lambda minute: START + timedelta(minutes=minute))
tables = st.builds(Timetable, zones, times, times, st.booleans(), times, st.integers(0, 6))


def test_midnight_is_passed():
    evening = datetime(2026, 11, 27, 3, 30, tzinfo=UTC)  # 22:30 in New York
    assert after_quiet(evening, NIGHT) == datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    noon = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    assert after_quiet(noon, NIGHT) == noon


def test_an_hour_that_does_not_exist_becomes_the_next():
    table = Timetable("America/New_York", time(1), time(2, 30))
    night = datetime(2026, 3, 8, 6, 15, tzinfo=UTC)  # 01:15, and 02:30 is skipped that night
    assert after_quiet(night, table) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


def test_quiet_weekend_ends_on_monday_after_the_quiet_hours():
    table = Timetable("UTC", time(22), time(7), quiet_weekends=True)
    friday_night = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    assert after_quiet(friday_night, table) == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


def test_urgent_waits_for_nothing():
    evening = datetime(2026, 11, 27, 3, 30, tzinfo=UTC)
    assert due_at(evening, "weekly", NIGHT, urgent=True) == evening


@pytest.mark.parametrize(("weekly", "days"), [(False, 2), (True, 8)])
@settings(deadline=None)
@given(instants, tables)
def test_digest_comes_soon_and_at_its_time(weekly, days, now, table):
    table = Timetable(table.zone, digest_at=table.digest_at, digest_weekday=table.digest_weekday)
    found = next_digest(now, table, weekly=weekly)
    assert now < found <= now + timedelta(days=days)
    local = found.astimezone(ZoneInfo(table.zone))
    shift = abs(
        datetime.combine(local.date(), local.time()) - datetime.combine(local.date(), table.digest_at)
    )
    assert shift <= timedelta(hours=1)
    assert not weekly or local.weekday() == table.digest_weekday


@settings(deadline=None)
@given(instants, tables)
def test_what_waited_is_outside_quiet_hours_and_stays_so(now, table):
    found = after_quiet(now, table)
    assert found >= now
    assert after_quiet(found, table) == found
