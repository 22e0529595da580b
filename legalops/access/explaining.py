"""Why a person can or cannot see a record: the rules of `visible_to` one by one, in words.

An app registers how its records are explained; a property test holds every explanation against `visible_to`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Effect(StrEnum):
    """What a rule does to the answer."""

    OPENS = "opens"
    DENIES = "denies"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Step:
    """One rule: what was asked, whether it holds, what follows, and the finding in words."""

    question: str
    holds: bool
    words: str
    effect: Effect = Effect.NEITHER


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer, the rules in the order in which they are asked, and what would change the answer."""

    sees: bool
    steps: list[Step] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Explainer:
    """How one kind of record is found and explained.

    `find` answers the record that the asking person may ask about, by what they typed, or None; `title` names
    it without telling them more than they may know.
    """

    code: str
    label: Any
    hint: Any
    find: Callable[[Any, str], Any | None]
    title: Callable[[Any, Any], str]
    explain: Callable[[Any, Any], Explanation]


_explainers: dict[str, Explainer] = {}


def register(explainer: Explainer) -> None:
    """Make a kind of record explainable; registered again it replaces the earlier one."""
    _explainers[explainer.code] = explainer


def explainers() -> dict[str, Explainer]:
    """All kinds by code, in the order of registration."""
    return dict(_explainers)
