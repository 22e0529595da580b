"""The planning core: rings refused, floats and critical path as counting by hand gives them, moves."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matters.plan import (
    Activity,
    Cycle,
    HeldBack,
    Kind,
    Link,
    Network,
    NoWorkingDay,
    UnknownActivity,
    Weight,
    WorkDays,
    move,
    rolled_up,
    schedule,
    shifts_between,
)

MONDAY = date(2026, 3, 2)
DAYS = WorkDays.of_week(MONDAY, off=[date(2026, 3, 9), date(2026, 12, 25)])


# Drawing is slow where other work takes the processor; what is drawn is small.
unhurried = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def activities(most: int = 7, most_days: int = 6):
    return st.lists(st.integers(0, most_days), min_size=1, max_size=most).map(
        lambda lengths: [Activity(key, days) for key, days in enumerate(lengths)]
    )


LAGS, KINDS = st.integers(-3, 4), st.sampled_from(list(Kind))


@st.composite
def networks(draw, *, lags=LAGS, kinds=KINDS):
    """Networks without rings: links lead from lower to higher keys, mixed up."""
    found = draw(activities())
    pairs = [(a.key, b.key) for a in found for b in found if a.key < b.key]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12)) if pairs else []
    links = [Link(a, b, draw(kinds), draw(lags)) for a, b in chosen]
    return Network(draw(st.permutations(found)), links)


def planned(network):
    return schedule(network, DAYS, MONDAY)


def replaced(network, changed):
    links = [link for links in network.out_of.values() for link in links]
    return Network([changed if each.key == changed.key else each for each in network], links)


def order_or_ring(found, links):
    try:
        return Network(found, links).order, ()
    except Cycle as ring:
        return (), ring.chain


@unhurried
@given(activities(5), st.data())
def test_any_links_are_put_in_order_or_refused_with_a_real_ring(found, data):
    keys = st.sampled_from([each.key for each in found])
    links = [Link(a, b) for a, b in data.draw(st.lists(st.tuples(keys, keys), max_size=14))]
    tied = {(link.before, link.after) for link in links}
    order, chain = order_or_ring(found, links)
    if chain:
        assert chain[0] == chain[-1]
        assert len(chain) > 1
        assert set(pairwise(chain)) <= tied
    else:
        place = {key: at for at, key in enumerate(order)}
        assert len(place) == len(found)
        assert all(place[a] < place[b] for a, b in tied)


def test_a_link_to_nothing_is_refused():
    with pytest.raises(UnknownActivity):
        Network([Activity(1, 1)], [Link(1, 2)])


@unhurried
@given(networks())
def test_every_dependency_is_kept_and_nothing_waits_needlessly(network):
    places = planned(network).places
    for each in network:
        place, bounds = places[each.key], [0 if each.days else 1]
        for link in network.into[each.key]:
            before = places[link.before]
            from_ = before.finish if link.kind in ("FS", "FF") else before.start
            to = place.start if link.kind in ("FS", "SS") else place.finish
            assert to >= from_ + link.lag
            bounds.append(place.start - (to - from_ - link.lag))
        assert place.start == max(bounds)


@unhurried
@given(networks(lags=st.just(0), kinds=st.just(Kind.FINISH_START)))
def test_the_critical_path_is_the_longest_path_counted_by_hand(network):
    assume(all(each.days for each in network))

    def paths(key):
        tails = [path for link in network.out_of.get(key, ()) for path in paths(link.after)]
        return [(key, *tail) for tail in tails] or [(key,)]

    every = [path for key in network.order if not network.into[key] for path in paths(key)]
    length = {path: sum(network.activities[key].days for key in path) for path in every}
    longest = max(length.values())
    on_one = {key for path in every if length[path] == longest for key in path}
    found = planned(network)
    assert found.critical == on_one
    assert max(place.finish for place in found.places.values()) == longest


@unhurried
@given(networks())
def test_floats_are_how_long_it_may_wait_before_the_end_or_another_task_moves(network):
    before = planned(network).places
    end = max(place.finish for place in before.values())
    for each in network:
        place = before[each.key]
        for days, moves_end in ((place.total_float, False), (place.total_float + 1, True)):
            day = DAYS.day(place.start + days - (0 if each.days else 1))
            after = planned(replaced(network, Activity(each.key, each.days, not_before=day))).places
            assert (max(other.finish for other in after.values()) > end) is moves_end
            if days == place.total_float:
                assert 0 <= place.free_float <= place.total_float
        for days, moves_others in ((place.free_float, False), (place.free_float + 1, True)):
            day = DAYS.day(place.start + days - (0 if each.days else 1))
            after = planned(replaced(network, Activity(each.key, each.days, not_before=day))).places
            others = any(after[key].start != before[key].start for key in after if key != each.key)
            past_the_end = after[each.key].finish > end
            assert (others or past_the_end) is moves_others


@unhurried
@given(networks(), st.data(), st.integers(0, 30))
def test_a_move_shifts_exactly_what_waits_for_it(network, data, later):
    key = data.draw(st.sampled_from(network.order))
    before = planned(network)
    to = DAYS.day(before.places[key].start + later - (0 if network.activities[key].days else 1))
    changed, after = move(network, DAYS, MONDAY, key, to=to)
    moved = {shift.key for shift in shifts_between(before.places, after.places)}
    assert moved <= {key} | network.dependents(key)
    assert after.places[key].start == before.places[key].start + later
    # What waits moves as far as its own dependencies ask, no further.
    assert planned(changed).places == after.places
    for each in moved - {key}:
        place = after.places[each]
        asked = [after.places[link.before].start + changed.gap(link) for link in changed.into[each]]
        assert place.start == max(asked)


def test_it_cannot_stand_before_what_it_waits_for():
    network = Network([Activity(1, 5), Activity(2, 3)], [Link(1, 2)])
    with pytest.raises(HeldBack) as caught:
        move(network, DAYS, MONDAY, 2, to=date(2026, 3, 4))
    assert (caught.value.by, caught.value.earliest) == (1, date(2026, 3, 10))


def test_a_fixed_date_stays_and_says_what_it_breaks():
    hearing = Activity(2, 0, fixed_on=date(2026, 3, 4))
    found = planned(Network([Activity(1, 5), hearing], [Link(1, 2)]))
    assert found.places[2].finishes_on == date(2026, 3, 4)
    assert [(each.key, each.days, each.held_by) for each in found.conflicts] == [(2, 2, 1)]
    assert found.places[1].total_float == -2
    assert found.critical == {1, 2}


def test_facts_stand_and_what_waits_goes_on_from_them():
    late = Activity(1, 3, ended_on=date(2026, 3, 12))
    found = planned(Network([late, Activity(2, 2), Activity(3, 0)], [Link(1, 2), Link(2, 3)]))
    assert found.places[1].finishes_on == date(2026, 3, 12)
    assert (found.places[2].starts_on, found.places[2].finishes_on) == (date(2026, 3, 13), date(2026, 3, 16))
    assert found.places[3].starts_on == found.places[3].finishes_on == found.ends_on == date(2026, 3, 16)


def test_an_empty_plan_ends_on_no_day():
    assert planned(Network([], [])).ends_on is None


@unhurried
@given(
    st.integers(-900, 900).map(lambda n: MONDAY + timedelta(n)),
    st.sets(st.integers(-200, 200).map(lambda n: MONDAY + timedelta(n)), max_size=20),
)
def test_working_days_are_numbered_without_gaps(day, off):
    days = WorkDays.of_week(MONDAY, off=off)
    number = days.number(day)
    assert days.day(number) >= day
    assert days.day(number - 1) < day
    assert days.number(days.day(number)) == days.last_number(days.day(number)) == number
    last = days.last_number(day)
    assert days.day(last) <= day < days.day(last + 1)
    working = [d for d in (MONDAY + timedelta(n) for n in range(60)) if d.weekday() < 5 and d not in off]
    assert [days.day(n) for n in range(len(working))] == working


def test_a_calendar_without_working_days_is_refused():
    with pytest.raises(NoWorkingDay):
        WorkDays(MONDAY, lambda _day: False).number(MONDAY)


def test_progress_goes_by_effort_and_is_full_only_when_all_is_done():
    weights = [
        Weight("L100", Decimal(995), 3, True),
        Weight("L100", Decimal(1), 1, False),
        Weight("L200", None, 2, True),
        Weight("L200", Decimal(16), 1, False),
        Weight("L300", None, 0, True),
        Weight("L300", None, 0, False),
    ]
    assert {key: part.percent for key, part in rolled_up(weights).items()} == {
        "L100": 99,
        "L200": 50,
        "L300": 50,
    }
