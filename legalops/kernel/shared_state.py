"""What every process knows, read from the database only after a change.

A stamp in the shared cache says which state is current, so a change shows at once in every process. Inside
the transaction of a change its own process reads the new state, and nobody else does before it commits.

The stamps of all states are asked for together, and within `asked_once` a single time.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Generic, TypeVar

from asgiref.local import Local
from django.core.cache import cache
from django.db import connection, transaction

T = TypeVar("T")
_KEPT_SECONDS: Final = 86_400
_keys: list[str] = []
_asked = Local()


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it, such as for one page, the cache is asked one time; changes made within it show at once."""
    outer = getattr(_asked, "stamps", None), getattr(_asked, "open", False)
    _asked.stamps, _asked.open = None, True
    try:
        yield
    finally:
        _asked.stamps, _asked.open = outer


def _stamp(key: str) -> str | None:
    stamps: dict[str, str] | None = getattr(_asked, "stamps", None)
    if stamps is None:
        stamps = cache.get_many(_keys)
        if getattr(_asked, "open", False):
            _asked.stamps = stamps
    return stamps.get(key)


class SharedState(Generic[T]):
    """One such state, under a name of its own; `read` reads it from the database."""

    def __init__(self, name: str, read: Callable[[], T]) -> None:
        self._key, self._read = f"{name}:stamp", read
        _keys.append(self._key)
        self._known: dict[str, T] = {}
        self._uncommitted = Local()
        # One object, by which a change that waits for its commit is known again.
        self._announcement: Callable[[], None] = self.announce

    def current(self) -> T:
        """The state now: a question to the cache, and a reading after a change."""
        if any(entry[1] is self._announcement for entry in connection.run_on_commit):
            return self._of_transaction()
        stamp = _stamp(self._key) or self._renewed()
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
        if (held := getattr(_asked, "stamps", None)) is not None:
            held[self._key] = stamp
        return stamp

    def _of_transaction(self) -> T:
        found: T | None = getattr(self._uncommitted, "state", None)
        if found is None:
            found = self._uncommitted.state = self._read()
        return found
