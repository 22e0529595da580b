"""What moves when a date moves: exactly its dependents that nobody holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from matters.calendaring.chains import in_order
from matters.calendaring.days import DayCalendar
from matters.calendaring.rules import Terms


@dataclass(frozen=True, slots=True)
class Node:
    """A date that may follow another. `held` says why it stays whatever moves: set by hand, done."""

    key: str
    name: str
    on: date
    follows: str | None = None
    terms: Terms | None = None
    held: str = ""
    calendar: DayCalendar = field(default_factory=DayCalendar)


@dataclass(frozen=True, slots=True)
class Move:
    """A dependent, before and after, with the steps in words; `held` when it stays and why."""

    key: str
    name: str
    before: date
    after: date
    why: tuple[str, ...] = ()
    held: str = ""

    @property
    def moves(self) -> bool:
        """Whether the day is another one."""
        return self.before != self.after


def moves(nodes: Iterable[Node], changed: Mapping[str, date]) -> list[Move]:
    """Every date that depends on the changed ones, parents first; those that stay say why.

    What depends only on a held date is not touched. Raises chains.Cycle.
    """
    by_key = {node.key: node for node in nodes}
    moved: dict[str, date] = {key: day for key, day in changed.items() if by_key[key].on != day}
    found: list[Move] = []
    for key in in_order({key: node.follows for key, node in by_key.items()}):
        node = by_key[key]
        if key in changed or node.follows is None or node.follows not in moved:
            continue
        move = _move(node, by_key[node.follows].name, moved[node.follows])
        found.append(move)
        if move.moves:
            moved[key] = move.after
    return found


def _move(node: Node, of: str, start: date) -> Move:
    if node.held or node.terms is None:
        return Move(node.key, node.name, node.on, node.on, held=node.held)
    worked = node.terms.from_(start, of, node.calendar)
    return Move(node.key, node.name, node.on, worked.on, worked.why)
