"""Reading values from rows by path, over missing relations: from instances, dictionaries, and records.

A record is a named tuple of the paths that a list reads, such as `firm__name`: a tenth of the cost of the
instances it is made from.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeAlias

Reader: TypeAlias = Callable[[Any], Any]


@lru_cache(maxsize=1024)
def reader(path: str) -> Reader:
    """A function that reads `firm__name` from a row; None as soon as a relation on the way is empty."""
    fast = attrgetter(path.replace("__", "."))
    parts = path.split("__")

    def read(row: Any) -> Any:
        kind = type(row)
        if _is_record(kind):
            return getattr(row, path)
        if _is_mapping(kind):
            return row.get(path)
        try:
            return fast(row)
        except AttributeError:
            return _step_by_step(row, parts)

    return read


def values_at(path: str, rows: Sequence[Any]) -> list[Any]:
    """The same of many rows of one type."""
    if rows and _is_record(type(rows[0])):
        return list(map(attrgetter(path), rows))
    return list(map(reader(path), rows))


@lru_cache(maxsize=256)
def _is_mapping(kind: type) -> bool:
    """Kept by type: asking the abstract class costs more than reading the value."""
    return issubclass(kind, Mapping)


@lru_cache(maxsize=256)
def _is_record(kind: type) -> bool:
    return issubclass(kind, tuple) and hasattr(kind, "_fields")


def _step_by_step(row: Any, parts: list[str]) -> Any:
    for part in parts:
        if row is None:
            return None
        row = getattr(row, part)
    return row
