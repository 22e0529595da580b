"""The facts of one run as the rules share them, and the part of them that one setting covers."""

from collections.abc import Iterator, Mapping
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


_WORK = (
    *("invoice_id", "line_id", "position", "sequence", "firm_id", "matter_id", "work_date", "units", "total"),
    *("timekeeper_id", "timekeeper_code", "timekeeper", "is_person"),
)
_ROWS_PER_PART = 100_000


class Batch:
    """The invoices of one run: what rules on invoices and rules that compare lines look at."""

    def __init__(self, facts: InvoiceFacts) -> None:
        self.facts = facts
        self._work: list[pl.DataFrame] = []

    def parts(self) -> Iterator["Part"]:
        """The lines in parts of bounded size, so that memory does not follow the length of a file.

        What rules over the whole batch need of the lines is kept, in a few narrow columns, as parts pass.
        """
        for offset in range(0, max(self.facts.lines.height, 1), _ROWS_PER_PART):
            part = Part(self.invoices, self.facts.lines.slice(offset, _ROWS_PER_PART))
            yield part
            text = pl.when(pl.col("key") != "").then(pl.col("key").hash()).alias("text")
            self._work.append(part.fees.select(*_WORK, text))

    @property
    def work(self) -> pl.DataFrame:
        """All fee lines in few columns, once the parts have passed; `text` is a hash of the narrative."""
        return pl.concat(self._work)

    @cached_property
    def invoices(self) -> pl.DataFrame:
        """Invoices with `sequence` (order by arrival, date and id), `same_currency` (false where G12
        finds) and an empty `line_id` for findings on the invoice as a whole.
        """
        by_age = self.facts.invoices.sort("arrival", "invoice_date", "invoice_id", nulls_last=True)
        whole = pl.lit(None, pl.Int64)
        return by_age.with_columns(line_id=whole, same_currency=_same_currency()).with_row_index("sequence")

    def turns(self, prior: pl.DataFrame) -> pl.DataFrame:
        """Prior rows with `turn`, comparable with the `turn_of` an invoice: even, and below that of each
        invoice that came after them.
        """
        before = self.invoices["arrival"].search_sorted(prior["arrival"], side="left")
        return prior.with_columns(turn=2 * pl.Series(before, dtype=pl.Int64))


class Part:
    """Some of the lines with what several rules derive from them, each derived once."""

    def __init__(self, invoices: pl.DataFrame, lines: pl.DataFrame) -> None:
        self._invoices, self._lines = invoices, lines

    @cached_property
    def lines(self) -> pl.DataFrame:
        """Fee and expense lines with dates and owners of their invoice.

        Invoice-level adjustments (LEDES types IF and IE) are no work and no cost of a day, so no rule
        reads them.
        """
        charges = _only(self._lines, pl.col("kind").is_in(["F", "E"]))
        return charges.join(self._invoices.select("invoice_id", "sequence", *_CONTEXT), on="invoice_id")

    @cached_property
    def fees(self) -> pl.DataFrame:
        """Fee lines with `timekeeper` (name, else code), `key` (narrative in normal form) and `is_person`."""
        named = pl.coalesce(
            _filled("timekeeper_name"), _filled("timekeeper_code"), pl.lit("An unnamed timekeeper")
        )
        fees = _only(self.lines, pl.col("kind") == "F")
        classes = pl.col("classification").str.to_uppercase().str.strip_chars()
        return fees.with_columns(
            timekeeper=named,
            key=narrative_key(pl.col("narrative")),
            is_person=~classes.is_in(NOT_PERSONS).fill_null(False),
        )

    @cached_property
    def people(self) -> pl.DataFrame:
        """Fee lines of persons, without flat-fee and fee-support lines."""
        return _only(self.fees, pl.col("is_person"))

    @cached_property
    def expenses(self) -> pl.DataFrame:
        """Expense lines with `key` (narrative in normal form)."""
        return self.lines.filter(pl.col("kind") == "E").with_columns(key=narrative_key(pl.col("narrative")))


def turn_of() -> pl.Expr:
    """The place of an invoice of the batch among all invoices, from its `sequence`."""
    return (2 * pl.col("sequence").cast(pl.Int64) + 1).alias("turn")


class Scope:
    """What a rule sees: the invoices and lines its setting covers, and its parameters.

    `batch` is there for rules that compare lines with others (hours of a day, repeated lines); they cut their
    hits to the covered invoices with `covered`. Lines are those of the part at hand.
    """

    def __init__(
        self,
        batch: Batch,
        params: Mapping[str, Any],
        outcome: str,
        invoice_ids: pl.Series | None = None,
        part: Part | None = None,
    ) -> None:
        self.batch, self.params, self.outcome = batch, params, outcome
        self._invoice_ids = invoice_ids
        self._part = part or Part(batch.invoices, batch.facts.lines.clear())

    def covered(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Rows of the invoices that the setting covers."""
        if self._invoice_ids is None:
            return frame
        return frame.filter(pl.col("invoice_id").is_in(self._invoice_ids.implode()))

    @property
    def today(self) -> date:
        """The local date of the review."""
        return self.batch.facts.today

    @property
    def invoices(self) -> pl.DataFrame:
        """Covered invoices."""
        return self.covered(self.batch.invoices)

    @property
    def lines(self) -> pl.DataFrame:
        """Fee and expense lines of covered invoices."""
        return self.covered(self._part.lines)

    @property
    def fees(self) -> pl.DataFrame:
        """Fee lines of covered invoices."""
        return self.covered(self._part.fees)

    @property
    def people(self) -> pl.DataFrame:
        """Fee lines of persons on covered invoices."""
        return self.covered(self._part.people)

    @property
    def expenses(self) -> pl.DataFrame:
        """Expense lines of covered invoices."""
        return self.covered(self._part.expenses)


def _only(frame: pl.DataFrame, condition: pl.Expr) -> pl.DataFrame:
    """The rows for which it holds; the frame itself, not a copy of it, where that is all of them."""
    chosen = frame.select(condition).to_series()
    return frame if chosen.all(ignore_nulls=False) else frame.filter(chosen)


def _same_currency() -> pl.Expr:
    """Whether agreed amounts and billed ones can be compared; unknown counts as yes."""
    return (pl.col("currency") == pl.col("expected_currency")).fill_null(True)


def _filled(column: str) -> pl.Expr:
    """The text, or null where it is blank."""
    return pl.when(pl.col(column).str.strip_chars() != "").then(pl.col(column))
