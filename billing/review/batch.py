"""The facts of one run as the rules share them, and the part of them that one setting covers."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from billing.review.facts import InvoiceFacts
from billing.review.narrative import narrative_key

NOT_PERSONS = ("FLTFEE", "ADJSMT")
"""Classes of fee lines without a person behind them (`domain/ledes.md §5.4`): no rate, hours or approval."""

_CONTEXT = (
    "firm_id",
    "matter_id",
    "invoice_date",
    "received_date",
    "period_start",
    "period_end",
    "same_currency",
)


class Batch:
    """The facts with what several rules derive from them, each derived once."""

    def __init__(self, facts: InvoiceFacts) -> None:
        self.facts = facts

    @cached_property
    def invoices(self) -> pl.DataFrame:
        """Invoices with `sequence`, their order by date and id; `same_currency` is false where G12 finds."""
        by_age = self.facts.invoices.sort("invoice_date", "invoice_id", nulls_last=True)
        return by_age.with_columns(same_currency=_same_currency()).with_row_index("sequence")

    @cached_property
    def lines(self) -> pl.DataFrame:
        """Fee and expense lines with dates and owners of their invoice.

        Invoice-level adjustments (LEDES types IF and IE) are no work and no cost of a day, so no rule
        reads them.
        """
        charges = self.facts.lines.filter(pl.col("kind").is_in(["F", "E"]))
        return charges.join(self.invoices.select("invoice_id", "sequence", *_CONTEXT), on="invoice_id")

    @cached_property
    def fees(self) -> pl.DataFrame:
        """Fee lines with `timekeeper` (the person's name, or code) and `key` (narrative in normal form)."""
        named = pl.coalesce(
            _filled("timekeeper_name"), _filled("timekeeper_code"), pl.lit("An unnamed timekeeper")
        )
        fees = self.lines.filter(pl.col("kind") == "F")
        return fees.with_columns(timekeeper=named, key=narrative_key(pl.col("narrative")))

    @cached_property
    def people(self) -> pl.DataFrame:
        """Fee lines of persons, without flat-fee and fee-support lines."""
        classes = pl.col("classification").str.to_uppercase().str.strip_chars()
        return self.fees.filter(~classes.is_in(NOT_PERSONS).fill_null(False))

    @cached_property
    def expenses(self) -> pl.DataFrame:
        """Expense lines with `key` (narrative in normal form)."""
        return self.lines.filter(pl.col("kind") == "E").with_columns(key=narrative_key(pl.col("narrative")))


class Scope:
    """What a rule sees: the batch, cut to the invoices its setting covers, and its parameters.

    `batch` is there for rules that count over other invoices as well (hours of a day, repeated lines).
    """

    def __init__(
        self, batch: Batch, params: Mapping[str, Any], outcome: str, covered: pl.Series | None
    ) -> None:
        self.batch, self.params, self.outcome = batch, params, outcome
        self._covered = covered

    def covered(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Rows of the invoices that the setting covers."""
        if self._covered is None:
            return frame
        return frame.filter(pl.col("invoice_id").is_in(self._covered.implode()))

    @property
    def today(self) -> date:
        """The local date of the review."""
        return self.batch.facts.today

    @property
    def invoices(self) -> pl.DataFrame:
        """Covered invoices, with an empty `line_id` for findings on the invoice as a whole."""
        return self.covered(self.batch.invoices).with_columns(line_id=pl.lit(None, pl.Int64))

    @property
    def lines(self) -> pl.DataFrame:
        """Fee and expense lines of covered invoices."""
        return self.covered(self.batch.lines)

    @property
    def fees(self) -> pl.DataFrame:
        """Fee lines of covered invoices."""
        return self.covered(self.batch.fees)

    @property
    def people(self) -> pl.DataFrame:
        """Fee lines of persons on covered invoices."""
        return self.covered(self.batch.people)

    @property
    def expenses(self) -> pl.DataFrame:
        """Expense lines of covered invoices."""
        return self.covered(self.batch.expenses)


def _same_currency() -> pl.Expr:
    """Whether agreed amounts and billed ones can be compared; unknown counts as yes."""
    return (pl.col("currency") == pl.col("expected_currency")).fill_null(True)


def _filled(column: str) -> pl.Expr:
    """The text, or null where it is blank."""
    return pl.when(pl.col(column).str.strip_chars() != "").then(pl.col(column))
