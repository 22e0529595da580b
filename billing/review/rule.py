"""What a review rule is: its card for the admin and the function that finds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from billing.review.parameters import Parameter

if TYPE_CHECKING:
    from billing.review.batch import Scope

Finder = Callable[["Scope"], pl.DataFrame]
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

    It finds on invoices as a whole (`by_invoice`), on each line by itself (`by_line`, run over parts of the
    lines) or by comparing lines with each other (`by_batch`, run once). Each finder returns one row per hit
    with `invoice_id`, `line_id` (null for the invoice as a whole), one column per fact, and where they apply:
    `cut` (exact amount to take off the line total, before rounding, for the outcome "adjust"), `outcome`
    (where a row does not follow the setting's; null = it does) and `highlights` (list of words that matched).
    """

    code: str
    title: str
    checks: str
    guideline: str
    message: str
    outcomes: tuple[str, ...]
    default_outcome: str
    facts: tuple[Fact, ...]
    parameters: tuple[Parameter, ...] = ()
    by_invoice: Finder | None = None
    by_line: Finder | None = None
    by_batch: Finder | None = None
