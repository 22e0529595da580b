"""Text that PostgreSQL can keep: no NUL, no half of a surrogate pair."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_UNFIT: Final = re.compile("[\x00\ud800-\udfff]")


def fits(text: str) -> bool:
    """Whether the text can be kept as it is."""
    return _UNFIT.search(text) is None


def is_storable(value: Any) -> bool:
    """Whether every text in plain data can be kept."""
    return next(unfit_places(value), None) is None


def unfit_places(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where texts stand in plain data that cannot be kept, as names and numbers from the outside in; for a
    name that cannot be kept the place that holds it.
    """
    if isinstance(value, str) and not fits(value):
        yield place
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from unfit_places(inner, (*place, name)) if fits(name) else (place,)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from unfit_places(inner, (*place, str(number)))
