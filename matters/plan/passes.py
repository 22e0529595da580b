"""When everything happens: earliest days forward, latest days backward, what has no float left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matters.plan.days import WorkDays
from matters.plan.network import Activity, Network


@dataclass(frozen=True, slots=True)
class Place:
    """Where an activity stands. `start` and `finish` are working-day numbers, half-open; `starts_on` and
    `finishes_on` its first and last day. Floats are in working days; below zero it can't be kept.
    """

    key: int
    start: int
    finish: int
    starts_on: date
    finishes_on: date
    total_float: int
    free_float: int

    @property
    def critical(self) -> bool:
        """A day's delay delays the end, or breaks a fixed date."""
        return self.total_float <= 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fixed date that stands `days` working days before what it waits for would allow."""

    key: int
    days: int
    held_by: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """All places by key, the last day, and the fixed dates that cannot be kept."""

    places: Mapping[int, Place]
    ends_on: date | None
    conflicts: tuple[Conflict, ...]

    @property
    def critical(self) -> frozenset[int]:
        """Keys of what has no float left."""
        return frozenset(key for key, place in self.places.items() if place.critical)


def schedule(network: Network, days: WorkDays, begins_on: date) -> Schedule:
    """Everything as early as its dependencies and constraints allow, not before `begins_on`.

    A fixed or begun activity stays where it is; what is finished ends on its day. Pure and linear in the
    number of activities and links. Source: features.md 3.05-3.06.
    """
    if not network.activities:
        return Schedule({}, None, ())
    starts, conflicts = _forward(network, days, days.number(begins_on))
    end = max(starts[each.key] + each.days for each in network)
    latest = _backward(network, starts, end)
    places = {
        each.key: _place(network, each, starts, latest[each.key] - starts[each.key], end, days)
        for each in network
    }
    return Schedule(places, max(place.finishes_on for place in places.values()), tuple(conflicts))


def _forward(network: Network, days: WorkDays, begin: int) -> tuple[dict[int, int], list[Conflict]]:
    starts: dict[int, int] = {}
    conflicts: list[Conflict] = []
    for each in network:
        waits = [(starts[link.before] + network.gap(link), link.before) for link in network.into[each.key]]
        earliest, holder = max(waits, default=(begin, 0))
        pinned = pinned_start(each, days)
        if pinned is None:
            starts[each.key] = max(earliest, _floor(each, days, begin))
            continue
        starts[each.key] = pinned
        if waits and earliest > pinned and each.began_on is None and each.ended_on is None:
            conflicts.append(Conflict(each.key, earliest - pinned, holder))
    return starts, conflicts


def pinned_start(each: Activity, days: WorkDays) -> int | None:
    """The start that facts or a fixed date give it; None where dependencies decide."""
    if each.ended_on is not None:
        return days.last_number(each.ended_on) + 1 - each.days
    if each.began_on is not None:
        return _on(each, each.began_on, days)
    return None if each.fixed_on is None else _on(each, each.fixed_on, days)


def _on(each: Activity, day: date, days: WorkDays) -> int:
    """The start of an activity that begins on this day; a milestone falls at the day's end."""
    return days.number(day) + (0 if each.days else 1)


def _floor(each: Activity, days: WorkDays, begin: int) -> int:
    lowest = begin + (0 if each.days else 1)
    return lowest if each.not_before is None else max(lowest, _on(each, each.not_before, days))


def _backward(network: Network, starts: Mapping[int, int], end: int) -> dict[int, int]:
    latest: dict[int, int] = {}
    for key in reversed(network.order):
        each = network.activities[key]
        bound = end - each.days
        for link in network.out_of.get(key, ()):
            bound = min(bound, latest[link.after] - network.gap(link))
        must_hold = each.fixed_on is not None and each.began_on is None and each.ended_on is None
        latest[key] = min(bound, starts[key]) if must_hold else bound
    return latest


def _place(
    network: Network, each: Activity, starts: Mapping[int, int], total: int, end: int, days: WorkDays
) -> Place:
    start = starts[each.key]
    finish = start + each.days
    free = end - finish
    for link in network.out_of.get(each.key, ()):
        free = min(free, starts[link.after] - start - network.gap(link))
    last = days.day(finish - 1)
    first = days.day(start) if each.days else last
    return Place(each.key, start, finish, first, last, total, free)
