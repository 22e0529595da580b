"""What a metric is: the words and rules that every screen, export and command shows (domain/kpis.md §1.1)."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How values combine over time and slices (domain/kpis.md §1.1, "kinds")."""

    EVENT = "event"
    SNAP = "snap"
    RATIO = "ratio"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's definition. `version` changes whenever a number could change for the same facts."""

    id: str
    name: str
    version: int
    kind: Kind
    unit: str
    direction: Direction
    definition: str
    formula: str
    date_bases: tuple[str, ...]
    dimensions: tuple[str, ...]
    owner: str
    pitfalls: tuple[str, ...] = ()
