"""The actions that may be recorded, each with the words that follow the actor's name."""

from collections.abc import Callable, Mapping
from typing import Any

_actions: dict[str, str] = {}
_guards: dict[str, Callable[[Any], Any]] = {}


def register(actions: Mapping[str, str]) -> None:
    """Declare actions ("billing.invoice.approved": "approved the invoice"); called from apps' ready()."""
    _actions.update(actions)


def is_registered(action: str) -> bool:
    """Whether the action was declared."""
    return action in _actions


def phrase(action: str) -> str:
    """Words for a timeline: what the actor did."""
    return _actions.get(action, action)


def registered() -> Mapping[str, str]:
    """All declared actions."""
    return dict(_actions)


def guard(subject_type: str, visible_ids: Callable[[Any], Any]) -> None:
    """Declare whose events are secret: `visible_ids(user)` is a subquery of the ids a person sees."""
    _guards[subject_type] = visible_ids


def guards() -> Mapping[str, Callable[[Any], Any]]:
    """Guarded subject types."""
    return dict(_guards)
