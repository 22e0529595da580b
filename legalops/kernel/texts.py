"""Text that PostgreSQL can keep (no NUL, no half of a surrogate pair), and text in one line."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_UNFIT: Final = re.compile("[\x00\ud800-\udfff]")


def fits(text: str) -> bool:
    """Whether the text can be kept as it is."""
    return _UNFIT.search(text) is None


def shortened(text: str, most: int) -> str:
    """The text in one line, cut with an ellipsis where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


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
