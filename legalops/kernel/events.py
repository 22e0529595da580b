"""One explicit channel for derived data: frozen dataclasses published after commit (ADR 5)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, TypeVar

from django.db import transaction

Event = TypeVar("Event")

_subscribers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
_paused: ContextVar[bool] = ContextVar("events paused", default=False)


def subscribe(kind: type[Event], receiver: Callable[[Event], None]) -> None:
    """Call the receiver with each event of this kind, after its transaction has committed."""
    if receiver not in _subscribers[kind]:
        _subscribers[kind].append(receiver)


def publish(event: object) -> None:
    """Deliver the event to its subscribers once the current transaction has committed."""
    if _paused.get():
        return
    for receiver in _subscribers[type(event)]:
        transaction.on_commit(partial(receiver, event))


def is_paused() -> bool:
    """Whether a bulk load is going on, of which nobody is told piece by piece."""
    return _paused.get()


@contextmanager
def paused() -> Iterator[None]:
    """Publish nothing: for bulk loads, whose caller rebuilds all derived data afterwards."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)
