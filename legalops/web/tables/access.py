"""Reading a value from a row by path, over missing relations, for instances and for dictionaries."""

from collections.abc import Callable, Mapping
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
        if _is_mapping(type(row)):
            return row.get(path)
        try:
            return fast(row)
        except AttributeError:
            return _step_by_step(row, parts)

    return read


@lru_cache(maxsize=256)
def _is_mapping(kind: type) -> bool:
    """Kept by type: asking the abstract class costs more than reading the value."""
    return issubclass(kind, Mapping)


def _step_by_step(row: Any, parts: list[str]) -> Any:
    for part in parts:
        if row is None:
            return None
        row = getattr(row, part)
    return row
