"""What a review rule is: its card for the admin and the function that finds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from billing.review.parameters import Parameter

if TYPE_CHECKING:
    from billing.review.batch import Scope

FactKind = Literal["text", "date", "hours", "money", "count"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that a rule puts into its evidence and offers to its message as `{name}`."""

    name: str
    kind: FactKind
    help: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A review rule of `domain/ledes.md §7`.

    `find` returns one row per hit with `invoice_id`, `line_id` (null for the invoice as a whole), one column
    per fact, and where they apply: `cut` (exact amount to take off the line total, before rounding, for the
    outcome "adjust"), `outcome` (a row that does not follow the setting's outcome; null = it does) and
    `highlights` (list of the words that matched).
    """

    code: str
    title: str
    checks: str
    guideline: str
    message: str
    outcomes: tuple[str, ...]
    default_outcome: str
    facts: tuple[Fact, ...]
    find: Callable[["Scope"], pl.DataFrame]
    parameters: tuple[Parameter, ...] = ()
