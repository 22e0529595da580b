"""What is to be done at which instant; doing it with the clock at that instant."""

import heapq
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from legalops.kernel import clock


class Agenda:
    """A queue by time. What lies after `end` is not done: that is what waits when the demo begins."""

    def __init__(self, end: datetime) -> None:
        self.end = end
        self.done = 0
        self._queue: list[tuple[datetime, int, Callable[..., Any], tuple]] = []
        self._order = count()

    def at(self, instant: datetime, action: Callable[..., Any], *arguments: Any) -> None:
        """Do this then; among things of the same instant the earlier put comes first."""
        if instant <= self.end:
            heapq.heappush(self._queue, (instant, next(self._order), action, arguments))

    def on(self, day: date, action: Callable[..., Any], *arguments: Any) -> None:
        """Do this on a morning."""
        self.at(datetime.combine(day, time(13), UTC), action, *arguments)

    def move_to(self, other: "Agenda") -> None:
        """Hand everything over to a later agenda, none of it earlier than its first instant."""
        while self._queue:
            instant, _, action, arguments = heapq.heappop(self._queue)
            other.at(instant, action, *arguments)

    def run(self, tell: Callable[[datetime, int], None]) -> None:
        """Do everything in order of time; `tell` hears of each step."""
        while self._queue:
            instant, _, action, arguments = heapq.heappop(self._queue)
            with clock.frozen(instant):
                action(*arguments)
            self.done += 1
            tell(instant, self.done)


class Split:
    """Two agendas that follow each other: what the first has no time for goes to the second."""

    def __init__(self, first: Agenda, second: Agenda) -> None:
        self._first, self._second = first, second

    def at(self, instant: datetime, action: Callable[..., Any], *arguments: Any) -> None:
        """As `Agenda.at`."""
        chosen = self._first if instant <= self._first.end else self._second
        chosen.at(instant, action, *arguments)

    def on(self, day: date, action: Callable[..., Any], *arguments: Any) -> None:
        """As `Agenda.on`."""
        self.at(datetime.combine(day, time(13), UTC), action, *arguments)
