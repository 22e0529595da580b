"""Where cards are used: apps above say on which of their records, and who sees those."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Use:
    """Records of one kind that name cards by a foreign key `contact`.

    `all_rows()` is every such row, `seen_by(user)` those whose record the person sees.
    `move(old, new, actor)` makes the rows of one card those of another, when two turn out to be one.
    """

    code: str
    all_rows: Callable[[], Any]
    seen_by: Callable[[Any], Any]
    move: Callable[..., None]


_uses: dict[str, Use] = {}


def register(use: Use) -> None:
    """Make a use known; the same code again replaces the earlier one."""
    _uses[use.code] = use


def uses() -> list[Use]:
    """All of them."""
    return list(_uses.values())
