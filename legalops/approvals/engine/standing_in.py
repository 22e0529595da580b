"""Who decides for whom on a day; and circles, in which nobody would."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Standing:
    """`person` lets `stand_in` decide from the first day to the last, both included; None is open-ended.

    `kinds` are record types, empty for all of them.
    """

    person: int
    stand_in: int
    first: date
    last: date | None = None
    kinds: frozenset[str] = frozenset()

    def holds(self, day: date, kind: str = "") -> bool:
        """Whether it counts on this day for this kind."""
        return self.first <= day and (self.last is None or day <= self.last) and _meets(self.kinds, kind)

    def overlaps(self, other: "Standing") -> bool:
        """Whether there is a day and a kind for which both count."""
        days = (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )
        return days and (not self.kinds or not other.kinds or bool(self.kinds & other.kinds))


def stand_in_for(person: int, day: date, kind: str, standings: Iterable[Standing]) -> int | None:
    """Who decides for the person on that day, through those who are away themselves; None for nobody."""
    following = {each.person: each.stand_in for each in standings if each.holds(day, kind)}
    seen, at = {person}, person
    while at in following and following[at] not in seen:
        at = following[at]
        seen.add(at)
    return at if at != person else None


def circle_of(new: Standing, standings: Sequence[Standing]) -> list[int]:
    """The people of the circle that the new one would close, beginning and ending with its person; else
    empty.
    """
    steps: Mapping[int, list[Standing]] = _by_person(standings)
    return _way(new.stand_in, new.person, steps, new, [new.person])


def _way(
    at: int, goal: int, steps: Mapping[int, list[Standing]], within: Standing, path: list[int]
) -> list[int]:
    if at == goal:
        return [*path, at]
    if at in path:
        return []
    for each in steps.get(at, []):
        if each.overlaps(within) and (found := _way(each.stand_in, goal, steps, within, [*path, at])):
            return found
    return []


def _by_person(standings: Sequence[Standing]) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = {}
    for each in standings:
        found.setdefault(each.person, []).append(each)
    return found


def _meets(kinds: frozenset[str], kind: str) -> bool:
    return not kinds or not kind or kind in kinds
