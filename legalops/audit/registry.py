"""The actions that may be recorded, each with the words that follow the actor's name."""

from collections.abc import Mapping

_actions: dict[str, str] = {}


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
