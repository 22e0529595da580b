"""How a kind of automation is run again; apps say so when they are ready."""

from collections.abc import Callable
from typing import Any

Replay = Callable[[Any, Any], None]
_replays: dict[str, Replay] = {}
_open: dict[str, Callable[[], Any]] = {}


def register_replay(kind: str, replay: Replay) -> None:
    """`replay(run, actor)` does the work of a run again and logs how it came out."""
    _replays[kind] = replay


def replay_of(kind: str) -> Replay | None:
    """How a kind is run again; None where that makes no sense."""
    return _replays.get(kind)


def open_to_configurers(subject_type: str, ids: Callable[[], Any]) -> None:
    """Let those who configure read the runs of these records, of which they see the number alone. `ids()` is
    a subquery without the restricted ones.
    """
    _open[subject_type] = ids


def opened() -> dict[str, Callable[[], Any]]:
    """Subject types whose runs are read by those who configure."""
    return dict(_open)
