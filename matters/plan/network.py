"""Tasks and what must come before what: in order, or refused naming the ring."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a dependency ties: the start or finish of one to the start or finish of the next."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


@dataclass(frozen=True, slots=True)
class Activity:
    """A task of `days` working days, or a milestone (0 days), which falls at the end of its day.

    `not_before` is the earliest day it may start on (a milestone: fall on). `fixed_on` is the day it starts
    on (falls on) whatever comes before it, such as a hearing. `began_on` is a fact and so is `ended_on`.
    """

    key: int
    days: int
    not_before: date | None = None
    fixed_on: date | None = None
    began_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """`after` waits for `before`, by kind, with a lag in working days (below zero: a lead)."""

    before: int
    after: int
    kind: Kind = Kind.FINISH_START
    lag: int = 0


class UnknownActivity(ValueError):
    """A link names an activity that the network does not have."""


class Cycle(ValueError):
    """Tasks that wait for one another; `chain` begins and ends with the same one."""

    def __init__(self, chain: tuple[int, ...]) -> None:
        super().__init__("Tasks wait for one another: " + " → ".join(map(str, chain)))
        self.chain = chain


class Network:
    """Activities by key with their links, in an order in which each comes after what it waits for.

    Raises Cycle naming the ring, UnknownActivity.
    """

    def __init__(self, activities: Iterable[Activity], links: Iterable[Link]) -> None:
        self.activities: Mapping[int, Activity] = {each.key: each for each in activities}
        self.into: dict[int, list[Link]] = defaultdict(list)
        self.out_of: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            for key in (link.before, link.after):
                if key not in self.activities:
                    raise UnknownActivity(f"There is no activity {key}.")
            self.out_of[link.before].append(link)
            self.into[link.after].append(link)
        self.order = self._sorted()

    def __iter__(self) -> Iterator[Activity]:
        return (self.activities[key] for key in self.order)

    def gap(self, link: Link) -> int:
        """How many working days after the start of `before` the start of `after` stands at the earliest."""
        before, after = self.activities[link.before].days, self.activities[link.after].days
        gap = link.lag
        if link.kind in (Kind.FINISH_START, Kind.FINISH_FINISH):
            gap += before
        if link.kind in (Kind.FINISH_FINISH, Kind.START_FINISH):
            gap -= after
        return gap

    def dependents(self, key: int) -> frozenset[int]:
        """Everything that waits for this one, directly or not."""
        found: set[int] = set()
        open_ = [key]
        while open_:
            for link in self.out_of.get(open_.pop(), ()):
                if link.after not in found:
                    found.add(link.after)
                    open_.append(link.after)
        return frozenset(found)

    def _sorted(self) -> tuple[int, ...]:
        waits = {key: len(self.into.get(key, ())) for key in self.activities}
        ready = [key for key, count in waits.items() if not count]
        order: list[int] = []
        while ready:
            key = ready.pop()
            order.append(key)
            for link in self.out_of.get(key, ()):
                waits[link.after] -= 1
                if not waits[link.after]:
                    ready.append(link.after)
        if len(order) < len(waits):
            raise Cycle(self._ring({key for key, count in waits.items() if count}))
        return tuple(order)

    def _ring(self, among: set[int]) -> tuple[int, ...]:
        """A ring among activities that all wait for one of them: walking backwards must meet itself."""
        walked = [min(among)]
        while True:
            before = min(link.before for link in self.into[walked[-1]] if link.before in among)
            if before in walked:
                ring = walked[walked.index(before) :]
                return (before, *reversed(ring))
            walked.append(before)
