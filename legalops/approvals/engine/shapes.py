"""What goes into a plan and what comes out of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Mode = Literal["one", "any", "all", "n_of"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person whom a step names.

    `why` follows the name in a sentence ("leads the matter."); `bar` follows "who" and says why the person
    cannot be asked ("has left"), empty when they can; `away` says until when they are away without anybody
    deciding for them. `limit` is their authority in base currency, None without any.
    """

    person: int
    name: str
    why: str
    bar: str = ""
    limit: Decimal | None = None
    away: str = ""


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step of a policy with its people. `people` may be a generator: nobody is looked up in vain.

    `demanded` is how many have to approve: for "all" of named people their number, else None for as many as
    can be asked. `otherwise` are asked where too few of the others can be; their why may name
    %(instead)s and %(reason)s. An authority step has no people: they are looked up when it is needed.
    """

    position: int
    label: str
    mode: Mode
    people: Iterable[Candidate] = ()
    otherwise: Iterable[Candidate] = ()
    demanded: int | None = None
    skip_if_nobody: bool = False
    by_authority: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class PlannedAsk:
    """A person to be asked and why."""

    person: int
    name: str
    why: str
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """People to be asked at the same time, and how many of them have to approve.

    Steps of the same position run in parallel. `number` is that of the policy's step, 0 for one that
    authority demanded in addition.
    """

    position: int
    label: str
    mode: Mode
    needed: int
    asks: tuple[PlannedAsk, ...]
    number: int = 0

    @property
    def names(self) -> str:
        """Whom it asks, in one line."""
        return ", ".join(ask.name for ask in self.asks)

    @property
    def why(self) -> str:
        """Each person with the reason, in sentences."""
        return " ".join(f"{ask.name} {ask.why}" for ask in self.asks)


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps, and every candidate that was looked at with the reason why not."""

    steps: tuple[PlannedStep, ...]
    passed_over: tuple[tuple[str, Candidate], ...] = ()


class CannotPlan(Exception):
    """A step has too few people; `passed_over` says who was looked at and why they cannot be asked."""

    def __init__(
        self, label: str, needed: int, possible: int, passed_over: tuple[tuple[str, Candidate], ...],
        *, by_authority: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(label)
        self.label, self.needed, self.possible = label, needed, possible
        self.passed_over, self.by_authority = passed_over, by_authority
