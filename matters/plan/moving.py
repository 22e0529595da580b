"""A task moves: what shifts with it, and by how much."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from matters.plan.days import WorkDays
from matters.plan.network import Activity, Network
from matters.plan.passes import Place, Schedule, schedule


@dataclass(frozen=True, slots=True)
class Shift:
    """An activity before and after; `days` is how many working days its end moved."""

    key: int
    before: Place
    after: Place
    days: int


class HeldBack(ValueError):
    """It cannot stand so early: `by` is what it waits for, `earliest` the first day it may stand on."""

    def __init__(self, key: int, by: int | None, earliest: date) -> None:
        super().__init__(f"Activity {key} cannot stand before {earliest}.")
        self.key, self.by, self.earliest = key, by, earliest


def move(
    network: Network, days: WorkDays, begins_on: date, key: int, *, to: date, length: int | None = None
) -> tuple[Network, Schedule]:
    """The network and its schedule once an activity starts on `to` (a milestone falls on it), with another
    length in working days where one is given. Only the activity and what waits for it can change.

    Raises HeldBack for a day that its dependencies do not allow.
    """
    each = network.activities[key]
    moved = replace(
        each,
        days=each.days if length is None else length,
        not_before=None if each.fixed_on else to,
        fixed_on=to if each.fixed_on else None,
    )
    changed = _with(network, moved)
    planned = schedule(changed, days, begins_on)
    if each.fixed_on is None:
        _refuse_too_early(changed, planned, moved, to, days)
    return changed, planned


def shifts_between(before: Mapping[int, Place], after: Mapping[int, Place]) -> list[Shift]:
    """What stands elsewhere than it stood, the earliest first."""
    found = [
        Shift(key, before[key], place, place.finish - before[key].finish)
        for key, place in after.items()
        if key in before and (place.starts_on, place.finishes_on) != _days(before[key])
    ]
    return sorted(found, key=lambda shift: (shift.after.start, shift.key))


def _days(place: Place) -> tuple[date, date]:
    return place.starts_on, place.finishes_on


def _with(network: Network, changed: Activity) -> Network:
    activities = [changed if each.key == changed.key else each for each in network]
    return Network(activities, [link for links in network.out_of.values() for link in links])


def _refuse_too_early(network: Network, planned: Schedule, each: Activity, to: date, days: WorkDays) -> None:
    place = planned.places[each.key]
    wanted = days.number(to) + (0 if each.days else 1)
    if place.start <= wanted:
        return
    holders = [
        link.before
        for link in network.into[each.key]
        if planned.places[link.before].start + network.gap(link) == place.start
    ]
    raise HeldBack(each.key, holders[0] if holders else None, place.starts_on)
