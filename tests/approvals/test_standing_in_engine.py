"""Delegation as arithmetic: circles are found, chains are followed, days are counted."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from legalops.approvals.engine import Standing, circle_of, stand_in_for
from legalops.approvals.engine.working_days import working_days_after
from legalops.calendars.arithmetic import WorkingTime, read_hours

A, B, C = 1, 2, 3
DAY = date(2026, 11, 30)
OPEN = read_hours("09:00-17:00")
WEEK = WorkingTime(ZoneInfo("UTC"), dict.fromkeys(range(5), OPEN))


def standing(person, stand_in, first=1, last=30, kinds=()):
    return Standing(person, stand_in, date(2026, 11, first), date(2026, 11, last), frozenset(kinds))


def test_a_chain_is_followed_to_who_is_there():
    chain = [standing(A, B), standing(B, C)]
    assert stand_in_for(A, DAY, "invoice", chain) == C
    assert stand_in_for(C, DAY, "invoice", chain) is None
    assert stand_in_for(A, date(2026, 12, 1), "invoice", chain) is None


def test_a_kind_of_its_own_counts_only_for_it():
    only = [standing(A, B, kinds=("budget",))]
    assert stand_in_for(A, DAY, "invoice", only) is None
    assert stand_in_for(A, DAY, "budget", only) == B


def test_circles_are_found_with_everyone_in_them():
    assert circle_of(standing(B, A), [standing(A, B)]) == [B, A, B]
    assert circle_of(standing(C, A), [standing(A, B), standing(B, C)]) == [C, A, B, C]
    assert circle_of(standing(B, A, 11, 20), [standing(A, B, 1, 10)]) == []
    assert circle_of(standing(B, A, kinds=("x",)), [standing(A, B, kinds=("y",))]) == []


people = st.integers(1, 5)
days = st.integers(1, 28)
standings = st.lists(
    st.builds(
        lambda person, other, first, length: standing(person, other, first, min(first + length, 30)),
        people, people, days, st.integers(0, 10),
    ).filter(lambda each: each.person != each.stand_in),
    max_size=6,
)  # fmt: skip


@given(standings, days)
def test_without_circles_someone_always_decides(wanted, day):
    taken: list[Standing] = []
    for each in wanted:
        own = [other for other in taken if other.person == each.person and other.overlaps(each)]
        if not own and not circle_of(each, taken):
            taken.append(each)
    on = date(2026, 11, day)
    for person in range(1, 6):
        end = stand_in_for(person, on, "", taken)
        assert end is None or not any(each.person == end and each.holds(on) for each in taken)


def test_working_days():
    friday = datetime(2026, 11, 27, 15, tzinfo=UTC)
    assert working_days_after(friday, 1, WEEK) == datetime(2026, 11, 30, 15, tzinfo=UTC)
    assert working_days_after(friday, 0, WEEK) == friday
    saturday = datetime(2026, 11, 28, 9, tzinfo=UTC)
    assert working_days_after(saturday, 2, WEEK) == datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_holidays_are_no_working_days_and_the_calendar_says_which_day_it_is():
    holiday = {date(2026, 11, 30): ()}
    closed = WorkingTime(ZoneInfo("America/New_York"), dict.fromkeys(range(5), OPEN), holiday.get)
    friday = datetime(2026, 11, 27, 15, tzinfo=UTC)
    assert working_days_after(friday, 1, closed) == datetime(2026, 12, 1, 15, tzinfo=UTC)
    late = datetime(2026, 11, 28, 2, tzinfo=UTC)  # still Friday evening in New York
    assert working_days_after(late, 1, closed) == datetime(2026, 12, 2, 2, tzinfo=UTC)
    before_clocks_change = datetime(2026, 10, 30, 13, tzinfo=UTC)  # nine in the morning there, as on Monday
    assert working_days_after(before_clocks_change, 1, closed) == datetime(2026, 11, 2, 14, tzinfo=UTC)
