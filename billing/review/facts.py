"""What the rules look at: one or many invoices as columns, with the facts the store looked up for them."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

AMOUNT = pl.Decimal(18, 4)
"""Hours, rates and amounts: four decimals, as LEDES permits (LEDES 1998B fields 5, 11-13, 21)."""

INVOICES: dict[str, pl.DataType | type[pl.DataType]] = {
    "invoice_id": pl.Int64,
    "firm_id": pl.Int64,
    "matter_id": pl.Int64,
    "matter_type": pl.String,
    "matter_open": pl.Boolean,
    "firm_on_matter": pl.Boolean,
    "invoice_number": pl.String,
    "invoice_date": pl.Date,
    "received_date": pl.Date,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "currency": pl.String,
    "expected_currency": pl.String,
    "total": AMOUNT,
    "budget": AMOUNT,
    "billed_to_date": AMOUNT,
    "duplicate_of": pl.String,
    "minor_unit": pl.Int8,
    "arrival": pl.Int64,
}

LINES: dict[str, pl.DataType | type[pl.DataType]] = {
    "invoice_id": pl.Int64,
    "line_id": pl.Int64,
    "position": pl.Int64,
    "line_number": pl.String,
    "kind": pl.String,
    "work_date": pl.Date,
    "units": AMOUNT,
    "unit_cost": AMOUNT,
    "adjustment": AMOUNT,
    "total": AMOUNT,
    "tax_amount": AMOUNT,
    "task_code": pl.String,
    "expense_code": pl.String,
    "activity_code": pl.String,
    "timekeeper_id": pl.Int64,
    "timekeeper_code": pl.String,
    "timekeeper_name": pl.String,
    "classification": pl.String,
    "narrative": pl.String,
    "approved_rate": AMOUNT,
    "timekeeper_approved": pl.Boolean,
}

PRIOR_LINES: dict[str, pl.DataType | type[pl.DataType]] = {
    "firm_id": pl.Int64,
    "timekeeper_code": pl.String,
    "work_date": pl.Date,
    "units": AMOUNT,
    "narrative_key": pl.String,
    "earlier_invoice": pl.String,
    "earlier_line": pl.String,
    "arrival": pl.Int64,
}

PRIOR_HOURS: dict[str, pl.DataType | type[pl.DataType]] = {
    "timekeeper_id": pl.Int64,
    "work_date": pl.Date,
    "hours": AMOUNT,
    "matter_id": pl.Int64,
    "arrival": pl.Int64,
}

BEFORE_ALL = -1
"""The arrival of what came before every invoice of a batch."""
_DEFAULTS: dict[str, dict[str, int | None]] = {
    "invoices": {"minor_unit": 2, "arrival": 0},
    "lines": {"line_number": None},
    "prior_lines": {"arrival": BEFORE_ALL},
    "prior_hours": {"matter_id": None, "arrival": BEFORE_ALL},
}
"""Columns that a caller may leave out, with the value they then have."""

_REQUIRED = {
    "invoices": ("invoice_id", "firm_id", "total"),
    "lines": ("invoice_id", "line_id", "position", "kind", "total"),
}


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """Facts of a batch of invoices, any number at once.

    Frames hold the columns of `INVOICES`, `LINES`, `PRIOR_LINES` and `PRIOR_HOURS`; further columns are
    ignored, `minor_unit` (decimals of the currency) may be missing and is then 2. `arrival` tells which of
    two invoices came into review first; where it says nothing the older one did, and all prior ones before.
    Prior frames hold what was billed on invoices *outside* this batch; the caller may narrow them to
    candidates, the rules still compare every key. A line without a `line_number` is called by its position.
    Raises ValueError where a column is missing, an amount comes as a float, a column that must be
    filled is not, an id repeats, or a line belongs to no invoice.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame
    prior_lines: pl.DataFrame
    prior_hours: pl.DataFrame
    task_codes: frozenset[str]
    expense_codes: frozenset[str]
    today: date

    def __post_init__(self) -> None:
        for name, schema in _FRAMES.items():
            object.__setattr__(self, name, _shaped(name, getattr(self, name), schema))
        _check_ids("invoices", self.invoices, "invoice_id")
        _check_ids("lines", self.lines, "line_id")
        owners = self.lines["invoice_id"].unique()
        if not owners.is_in(self.invoices["invoice_id"].implode()).all():
            raise ValueError("lines: an invoice_id is not among the invoices")

    def without_credit_notes(self) -> "InvoiceFacts":
        """The ordinary invoices alone: what is below zero in all is a credit note, which skips the rules
        (`domain/ledes.md §6`).
        """
        credit_notes = self.invoices.filter(pl.col("total") < 0)["invoice_id"]
        if credit_notes.is_empty():
            return self
        ordinary = ~pl.col("invoice_id").is_in(credit_notes.implode())
        return replace(self, invoices=self.invoices.filter(ordinary), lines=self.lines.filter(ordinary))


_FRAMES = {"invoices": INVOICES, "lines": LINES, "prior_lines": PRIOR_LINES, "prior_hours": PRIOR_HOURS}


def empty(schema: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """A frame without rows: `empty(PRIOR_LINES)` for a firm's first invoice."""
    return pl.DataFrame(schema=schema)


def _shaped(
    name: str, frame: pl.DataFrame, schema: dict[str, pl.DataType | type[pl.DataType]]
) -> pl.DataFrame:
    """The frame with the columns of the schema, in their types."""
    for column, default in _DEFAULTS[name].items():
        given = pl.col(column) if column in frame.columns else pl.lit(None, schema[column])
        given = given if default is None else given.fill_null(default)
        frame = frame.with_columns(given.alias(column))
    missing = [column for column in schema if column not in frame.columns]
    if missing:
        raise ValueError(f"{name}: missing columns {', '.join(missing)}")
    floats = [column for column in schema if frame.schema[column].is_float()]
    if floats:
        raise ValueError(f"{name}: {', '.join(floats)} came as floating point; give Decimal({AMOUNT.scale})")
    return frame.select(pl.col(column).cast(kind) for column, kind in schema.items())


def _check_ids(name: str, frame: pl.DataFrame, key: str) -> None:
    for column in _REQUIRED[name]:
        if frame[column].null_count():
            raise ValueError(f"{name}: {column} must be filled on every row")
    # Ids that rise cannot repeat, and most do rise.
    if not (frame[key].diff() > 0).all() and frame[key].n_unique() != frame.height:
        raise ValueError(f"{name}: {key} repeats")
