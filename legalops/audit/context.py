"""One correlation id per action of a person, carried into the jobs that it starts."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pghistory

_correlation: ContextVar[uuid.UUID | None] = ContextVar("correlation", default=None)


def correlation_id() -> uuid.UUID:
    """The current action's id; outside any action a fresh one each time."""
    return _correlation.get() or uuid.uuid4()


@contextmanager
def correlated(identifier: uuid.UUID | None = None, *, actor_id: int | None = None) -> Iterator[uuid.UUID]:
    """Run a block as one action: ledger rows and row history carry the same id."""
    identifier = identifier or uuid.uuid4()
    token = _correlation.set(identifier)
    try:
        with pghistory.context(correlation_id=str(identifier), user=actor_id):
            yield identifier
    finally:
        _correlation.reset(token)
