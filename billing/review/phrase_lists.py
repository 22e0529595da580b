"""Parameters for phrase lists, the same in every rule that reads narratives."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from billing.review.narrative import PhraseFinder
from billing.review.parameters import Parameter

MOST_ENTRIES = 300


def phrases(default: tuple[str, ...], help_text: str, *, name: str = "phrases", label: str) -> Parameter:
    """A list of plain phrases, found as whole words whatever their case and spacing."""
    return Parameter(
        name=name, kind="list", default=default, label=label, help=help_text, minimum=0, maximum=MOST_ENTRIES
    )


def exceptions(default: tuple[str, ...]) -> Parameter:
    """Phrases that look like a listed one and are none."""
    return phrases(
        default,
        "A listed phrase inside one of these does not count, one per line.",
        name="exceptions",
        label="Exceptions",
    )


PATTERNS = Parameter(
    name="patterns",
    kind="list",
    default=(),
    label="Patterns",
    help="Regular expressions for what phrases cannot say, one per line; upper and lower case are the same.",
    minimum=0,
    maximum=50,
    pattern=True,
)


def finder(params: Mapping[str, Any], name: str = "phrases") -> PhraseFinder:
    """The finder for a rule's lists: its phrases, and its patterns and exceptions where it has them."""
    return _finder(params[name], params.get("patterns", ()), params.get("exceptions", ()))


@lru_cache(maxsize=256)
def _finder(listed: tuple[str, ...], patterns: tuple[str, ...], excepted: tuple[str, ...]) -> PhraseFinder:
    # Lists change rarely, small batches come often.
    return PhraseFinder(listed, patterns, excepted)
