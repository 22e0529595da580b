"""The words a workflow may use: who there is, which guards and actions, which fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Complaints = Callable[[Mapping[str, Any]], list[str]]


def _none(_settings: Mapping[str, Any]) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of guard or action: its name, its settings in words, and what is wrong with them."""

    label: str
    complaints: Complaints = _none
    words: Callable[[Mapping[str, Any]], str] | None = None

    def say(self, settings: Mapping[str, Any]) -> str:
        """The guard or action in words."""
        return self.words(settings) if self.words else self.label


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """By code: who may move, guards, actions."""

    who: Mapping[str, str] = field(default_factory=dict)
    guards: Mapping[str, Kind] = field(default_factory=dict)
    actions: Mapping[str, Kind] = field(default_factory=dict)

    def people(self, codes: tuple[str, ...]) -> str:
        """Those who may, in words."""
        return ", ".join(self.who.get(code, code) for code in codes)
