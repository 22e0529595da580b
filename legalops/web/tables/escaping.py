"""Escaping many texts at once: one call in place of fifty."""

from collections.abc import Sequence
from typing import Any

from markupsafe import escape

# Stands in no text that the database gives, and is left as it is by escaping.
_BETWEEN = "\0"


def escaped(values: Sequence[Any]) -> list[str]:
    """Each value as text that is safe in HTML; nothing for None. What is markup already stays as it is."""
    if all(type(value) is str or value is None for value in values):
        pieces = str(escape(_BETWEEN.join([value or "" for value in values]))).split(_BETWEEN)
        if len(pieces) == len(values):
            return pieces
    return ["" if value is None else escape(value) for value in values]
