"""What a workflow is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# A transition from here starts in every stage that is not closed, its own target left out.
ANY_OPEN = "*"


class Category(StrEnum):
    """What a stage means for the rest of the product. SLA clocks stand still in stages on hold."""

    OPEN = "open"
    ON_HOLD = "on_hold"
    CLOSED = "closed"


class Reason(StrEnum):
    """Whether a transition asks why."""

    NOT_ASKED = "not_asked"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Guard:
    """What must hold before a transition; the kind is registered, the settings are its own."""

    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """What is done on entering a stage; the kind is registered, the settings are its own."""

    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step in a record's life. `checklist` is what people tick off while the record is there."""

    code: str
    name: str
    category: Category = Category.OPEN
    checklist: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether the record's life ends here."""
        return self.category == Category.CLOSED


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from one stage, or from any open one, to another.

    `who` holds "role:<code>" and "is:<relation>"; whoever is any of them may make it. `reasons`, where
    given, are the only ones allowed.
    """

    code: str
    label: str
    source: str
    target: str
    who: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    reason: Reason = Reason.NOT_ASKED
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole workflow. A record starts in the first stage."""

    stages: tuple[Stage, ...] = ()
    transitions: tuple[Transition, ...] = ()

    @property
    def start(self) -> Stage:
        """Where a record starts. IndexError without stages."""
        return self.stages[0]

    def stage(self, code: str) -> Stage | None:
        """The stage of this code."""
        return next((each for each in self.stages if each.code == code), None)

    def transition(self, code: str) -> Transition | None:
        """The transition of this code."""
        return next((each for each in self.transitions if each.code == code), None)

    def leaving(self, code: str) -> list[Transition]:
        """The transitions that can be made from a stage."""
        stage = self.stage(code)
        if stage is None:
            return []
        return [each for each in self.transitions if _leaves(each, stage)]


def _leaves(transition: Transition, stage: Stage) -> bool:
    if transition.source == ANY_OPEN:
        return not stage.is_closed and transition.target != stage.code
    return transition.source == stage.code
