"""How a service level stands in words: units, rounding, days, pauses."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from legalops.kernel import clock, zones
from legalops.requests.selectors.sla import SlaReader
from legalops.requests.selectors.sla_words import SlaFacts, moment, sla_words

# A Monday.
NOW = datetime(2026, 11, 30, 10, 0)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 30, hour, minute) + timedelta(days=day)


def running(left: timedelta, due: datetime, days: int = 0) -> SlaFacts:
    return SlaFacts("running", NOW, left, due, days)


@pytest.mark.parametrize(
    ("left", "due", "days", "words", "brief"),
    [
        (
            timedelta(minutes=45),
            at(0, 10, 45),
            0,
            "due in 45 working minutes, at 10:45 today",
            "45 working minutes left",
        ),
        (
            timedelta(minutes=1, seconds=59),
            at(0, 10, 1),
            0,
            "due in 1 working minute, at 10:01 today",
            "1 working minute left",
        ),
        (timedelta(seconds=59), at(0, 10), 0, "due in no time, at 10:00 today", "no time left"),
        (timedelta(minutes=60), at(0, 11), 0, "due in 1 working hour, at 11:00 today", "1 working hour left"),
        (
            timedelta(hours=3, minutes=59),
            at(1, 9, 59),
            1,
            "due in 3 working hours, at 09:59 tomorrow",
            "3 working hours left",
        ),
        (
            timedelta(hours=11),
            at(2, 14),
            2,
            "due in 2 working days, at 14:00 Wednesday",
            "2 working days left",
        ),
        (
            timedelta(hours=40),
            at(7, 10),
            5,
            "due in 5 working days, at 10:00 on 7 Dec 2026",
            "5 working days left",
        ),
        (
            -timedelta(hours=2, minutes=59),
            at(-3, 17),
            1,
            "2 working hours over, was due at 17:00 Friday",
            "2 working hours over",
        ),
        (
            -timedelta(hours=30),
            at(-5, 9),
            3,
            "3 working days over, was due at 09:00 Wednesday",
            "3 working days over",
        ),
        (
            -timedelta(minutes=5),
            at(-1, 23, 55),
            0,
            "5 working minutes over, was due at 23:55 yesterday",
            "5 working minutes over",
        ),
    ],
)
def test_a_running_clock_is_told_in_whole_units_rounded_down(left, due, days, words, brief):
    facts = running(left, due, days)
    assert sla_words(facts) == words
    assert sla_words(facts, brief=True) == brief


def test_a_paused_clock_says_since_when_for_whom_and_what_is_left():
    facts = SlaFacts("paused", NOW, timedelta(hours=14), paused_since=at(-3, 16), waiting_for="the requester")
    assert sla_words(facts) == "paused since 16:00 Friday, waiting for the requester; 14 working hours left"
    assert sla_words(facts, brief=True) == "Paused, 14 working hours left"
    over = SlaFacts("paused", NOW, -timedelta(hours=1), paused_since=at(0, 9, 30))
    assert sla_words(over) == "paused since 09:30 today; 1 working hour over"


def test_an_ended_clock_is_kept_or_missed():
    assert [sla_words(SlaFacts(state, NOW), brief=True) for state in ("met", "missed")] == ["Kept", "Missed"]


@given(some.integers(min_value=0, max_value=10**7), some.integers(min_value=0, max_value=1))
def test_hours_and_minutes_are_never_more_than_what_is_left(seconds, days):
    said = sla_words(running(timedelta(seconds=seconds), at(1, 12), days), brief=True)
    number = int(said.split()[0]) if said[0].isdigit() else 0
    unit = 3600 if "hour" in said else 60
    assert number * unit <= seconds < (number + 1) * unit


@given(some.integers(min_value=-400, max_value=400))
def test_a_moment_is_told_from_nowhere_else_than_its_own_day(days):
    said = moment(at(days, 14), NOW)
    assert said.startswith("at 14:00 ")
    assert (str(at(days, 14).day) in said.removeprefix("at 14:00 ")) == (abs(days) >= 7)


@pytest.mark.django_db
def test_the_readers_clock_is_told_and_the_departments_days_are_counted():
    class Row:
        sla_state, sla_calendar = "running", None
        sla_due = datetime(2026, 12, 2, 15, 0, tzinfo=UTC)
        sla_risk = sla_left = None

    def told(zone):
        with clock.frozen(datetime(2026, 11, 30, 15, 0, tzinfo=UTC)), zones.reading_in(zone):
            return SlaReader().of_row(Row())

    near, far = told("America/New_York"), told("Pacific/Kiritimati")
    assert (near.tone, near.label) == (far.tone, far.label)
    assert near.words.endswith("at 10:00 Wednesday")
    assert far.words.endswith("at 05:00 Thursday")
