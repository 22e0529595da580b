"""How far a phase is: by the effort of its tasks."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Hours that a day of a task without an estimate counts for.
HOURS_A_DAY = Decimal(8)


@dataclass(frozen=True, slots=True)
class Weight:
    """A task's part in its phase: estimated hours, or else working days; and whether it is done."""

    group: Hashable
    hours: Decimal | None
    days: int
    done: bool

    @property
    def effort(self) -> Decimal:
        """Hours that it counts for; a milestone without hours counts for none."""
        return self.hours if self.hours is not None else self.days * HOURS_A_DAY


@dataclass(frozen=True, slots=True)
class Progress:
    """Tasks and hours of a phase, done and altogether."""

    tasks: int = 0
    tasks_done: int = 0
    hours: Decimal = Decimal(0)
    hours_done: Decimal = Decimal(0)

    @property
    def percent(self) -> int:
        """Share done in whole per cent, half up; by count where nothing has effort. Full only when all is."""
        if not self.tasks:
            return 0
        done, all_ = (
            (self.hours_done, self.hours) if self.hours else (Decimal(self.tasks_done), Decimal(self.tasks))
        )
        share = int((done * 100 / all_).quantize(Decimal(1), ROUND_HALF_UP))
        return share if self.tasks_done == self.tasks else min(share, 99)


def rolled_up(weights: Iterable[Weight]) -> dict[Hashable, Progress]:
    """Progress by group. Source: features.md 3.01."""
    found: dict[Hashable, Progress] = {}
    for each in weights:
        held = found.get(each.group, Progress())
        found[each.group] = Progress(
            held.tasks + 1,
            held.tasks_done + each.done,
            held.hours + each.effort,
            held.hours_done + (each.effort if each.done else 0),
        )
    return found
