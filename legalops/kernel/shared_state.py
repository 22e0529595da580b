"""What every process knows, read from the database only after a change.

A stamp in the shared cache says which state is current, so a change shows at once in every process. Inside
the transaction of a change its own process reads the new state, and nobody else does before it commits.
"""

import uuid
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from asgiref.local import Local
from django.core.cache import cache
from django.db import connection, transaction

T = TypeVar("T")
_KEPT_SECONDS: Final = 86_400


class SharedState(Generic[T]):
    """One such state, under a name of its own; `read` reads it from the database."""

    def __init__(self, name: str, read: Callable[[], T]) -> None:
        self._key, self._read = f"{name}:stamp", read
        self._known: dict[str, T] = {}
        self._uncommitted = Local()
        # One object, by which a change that waits for its commit is known again.
        self._announcement: Callable[[], None] = self.announce

    def current(self) -> T:
        """The state now: a question to the cache, and a reading after a change."""
        if any(entry[1] is self._announcement for entry in connection.run_on_commit):
            return self._of_transaction()
        stamp = cache.get(self._key) or self._renewed()
        found = self._known.get(stamp)
        if found is None:
            found = self._read()
            self._known = {stamp: found}
        return found

    def changed(self) -> None:
        """To be called in the transaction of every change."""
        self._uncommitted.state = None
        transaction.on_commit(self._announcement)
        self.announce()

    def announce(self) -> None:
        """Have every process read the state again."""
        self._renewed()

    def _renewed(self) -> str:
        stamp = uuid.uuid4().hex
        cache.set(self._key, stamp, _KEPT_SECONDS)
        return stamp

    def _of_transaction(self) -> T:
        found: T | None = getattr(self._uncommitted, "state", None)
        if found is None:
            found = self._uncommitted.state = self._read()
        return found
