"""The arithmetic against brute force: open days, holidays, months, zones, chains, what moves."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters.calendaring import (
    Count,
    Cycle,
    DayCalendar,
    Direction,
    NeverOpen,
    Node,
    Offset,
    Roll,
    Terms,
    Unit,
    as_data,
    day_in,
    from_data,
    in_order,
    moves,
)
from tests.calendaring.shipped import pack

DAY = timedelta(1)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
weekends = st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6}), frozenset()])
calendars = st.builds(
    DayCalendar.of,
    st.dictionaries(st.dates(date(2019, 1, 1), date(2042, 12, 31)), st.just("A holiday"), max_size=40),
    weekends,
)


@given(days, st.integers(-60, 60), calendars)
def test_open_days_are_counted_one_by_one(start, amount, calendar):
    found = calendar.add(start, amount)

    between = [start + DAY * n for n in range(1, (found - start).days + 1)]
    between = between or [start - DAY * n for n in range(1, (start - found).days + 1)]
    assert sum(calendar.is_open(day) for day in between) == abs(amount)
    assert amount == 0 or calendar.is_open(found)


@given(days, st.integers(0, 400), st.sampled_from(Direction), st.sampled_from(Roll), calendars)
def test_a_rolled_date_is_the_nearest_open_day_of_its_direction(start, amount, direction, roll, calendar):
    terms = Terms(Offset(amount, Unit.DAYS, direction), roll)
    plain = start + DAY * amount * (1 if direction is Direction.AFTER else -1)

    found = terms.from_(start, "service", calendar).on

    if roll is Roll.NONE or calendar.is_open(plain):
        assert found == plain
    else:
        back = roll is Roll.BACK or (roll is Roll.ONWARD and direction is Direction.BEFORE)
        passed = [plain + DAY * n * (-1 if back else 1) for n in range(abs((found - plain).days))]
        assert calendar.is_open(found)
        assert (found < plain) is back
        assert not any(calendar.is_open(day) for day in passed)


@given(days, st.integers(1, 48))
def test_months_keep_the_day_or_end_with_the_month(start, amount):
    found = Offset(amount, Unit.MONTHS).from_(start, DayCalendar())

    months = (found.year - start.year) * 12 + found.month - start.month
    assert months == amount
    assert found.day == start.day or (found + DAY).day == 1


@given(days, st.integers(1, 60), calendars)
def test_clear_days_before_an_event_leave_that_many_whole_days_between(event, amount, calendar):
    found = Offset(amount, Unit.DAYS, Direction.BEFORE, Count.CLEAR).from_(event, calendar)

    assert (event - found).days - 1 == amount


@given(days, st.integers(1, 60))
def test_a_period_that_includes_its_first_day_ends_a_day_sooner(start, amount):
    excluded = Offset(amount).from_(start, DayCalendar())

    assert Offset(amount, count=Count.INCLUDE).from_(start, DayCalendar()) == excluded - DAY


def test_the_weekend_cannot_be_the_whole_week():
    with pytest.raises(NeverOpen):
        DayCalendar(frozenset(range(7))).add(date(2026, 1, 1), 1)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),
    st.sampled_from(["America/New_York", "America/Los_Angeles", "Europe/London", "Pacific/Auckland"]),
)
def test_the_day_of_an_instant_is_the_one_on_the_courts_own_clock(naive, zone):
    at = naive.replace(tzinfo=UTC)
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()

    assert day_in(zone, at) == (naive + offset).date()


def test_an_evening_in_london_is_the_same_day_in_new_york_and_the_next_in_auckland():
    at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert day_in("America/New_York", at) == date(2026, 12, 31)
    assert day_in("Pacific/Auckland", at) == date(2027, 1, 1)
    with pytest.raises(ValueError, match="time zone"):
        day_in("Europe/London", datetime(2026, 12, 31))


@pytest.mark.parametrize("year", range(2024, 2041))
@pytest.mark.parametrize(("code", "country", "region"), [("us-frcp", "US", None), ("ew-cpr", "GB", "ENG")])
def test_the_holidays_of_a_pack_are_those_of_another_source(code, country, region, year):
    known = set(holidays.country_holidays(country, subdiv=region, years=year))
    calendar = pack(code).calendar
    every = [date(year, 1, 1) + DAY * n for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]

    assert {day for day in every if calendar.holiday_on(day)} == {day for day in known if day.year == year}


keys = st.sampled_from("abcdefgh")
graphs = st.dictionaries(keys, st.one_of(st.none(), keys, st.just("trigger")), max_size=8)


def _comes_back(follows, key):
    seen, at = set(), key
    while at is not None and at in follows:
        if at in seen:
            return True
        seen.add(at)
        at = follows[at]
    return False


@given(graphs)
def test_no_circle_is_ever_accepted_and_nothing_else_is_refused(follows):
    circular = any(_comes_back(follows, key) for key in follows)

    if circular:
        with pytest.raises(Cycle) as refused:
            in_order(follows)
        chain = refused.value.chain
        assert chain[0] == chain[-1]
        assert all(follows[key] == parent for key, parent in pairwise(chain))
        return
    order = in_order(follows)
    assert sorted(order) == sorted(follows)
    assert all(order.index(parent) < order.index(key) for key, parent in follows.items() if parent in follows)


@st.composite
def forests(draw):
    """Dates of which each may follow an earlier one, all worked out; some held."""
    count = draw(st.integers(2, 9))
    calendar = draw(calendars)
    nodes = []
    for number in range(count):
        parent = draw(st.one_of(st.none(), st.integers(0, number - 1))) if number else None
        held = draw(st.sampled_from(["", "", "", "done"]))
        if parent is None:
            nodes.append(Node(str(number), str(number), draw(days), held=held, calendar=calendar))
            continue
        offset = Offset(
            draw(st.integers(0, 60)), draw(st.sampled_from(Unit)), draw(st.sampled_from(Direction))
        )
        if offset.unit is Unit.YEARS:
            offset = Offset(draw(st.integers(0, 3)), Unit.YEARS, offset.direction)
        terms = Terms(offset, draw(st.sampled_from(Roll)))
        on = terms.from_(nodes[parent].on, "it", calendar).on
        nodes.append(Node(str(number), str(number), on, str(parent), terms, held, calendar))
    return nodes


@given(forests(), st.integers(-40, 40))
def test_moving_a_date_moves_exactly_its_dependents(nodes, by):
    first = nodes[0]
    to = first.on + DAY * by

    found = {move.key: move for move in moves(nodes, {first.key: to})}

    expected = {node.key: node.on for node in nodes} | {first.key: to}
    for node in nodes:  # parents stand before their children
        if node.key != first.key and node.follows is not None and not node.held:
            parent = expected[node.follows]
            if parent != nodes[int(node.follows)].on:
                expected[node.key] = node.terms.from_(parent, "it", node.calendar).on
    assert {key: move.after for key, move in found.items() if move.moves} == {
        node.key: expected[node.key]
        for node in nodes
        if node.key != first.key and expected[node.key] != node.on
    }
    assert all(move.held == "done" for move in found.values() if not move.moves and move.held)


@given(
    st.builds(
        Terms,
        st.builds(
            Offset, st.integers(0, 400), st.sampled_from(Unit), st.sampled_from(Direction),
            st.sampled_from(Count), st.integers(0, 7),
        ),
        st.sampled_from(Roll),
        st.text(max_size=20),
    )
)  # fmt: skip
def test_terms_are_kept_as_they_are(terms):
    assert from_data(as_data(terms)) == terms
