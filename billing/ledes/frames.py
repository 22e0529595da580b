"""Batches: whole invoices as two polars frames, exact in money and dates.

Both readers end here: they hand over a raw frame (one column of text for each field of the format, blank as
null, plus `invoice_key` and `source_line`), whose values are known to be good.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil

import polars as pl

from billing.ledes.codes import class_mapping

AMOUNT = pl.Decimal(18, 4)
RATE = pl.Decimal(12, 8)
KEY, SOURCE_LINE = "invoice_key", "source_line"
RAW_KEYS = {KEY: pl.UInt32, SOURCE_LINE: pl.UInt32}

# What stands above the records.
_OPENING_LINES = 2

# Lines in a batch unless its reader is told otherwise: enough for speed, little enough for flat memory.
TARGET_LINES = 25_000

INVOICE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    KEY: pl.UInt32,
    "invoice_number": pl.String,
    "invoice_date": pl.Date,
    "client_id": pl.String,
    "law_firm_matter_id": pl.String,
    "client_matter_id": pl.String,
    "matter_name": pl.String,
    "law_firm_id": pl.String,
    "client_tax_id": pl.String,
    "po_number": pl.String,
    "currency": pl.String,
    "invoice_total": AMOUNT,
    "tax_total": AMOUNT,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "description": pl.String,
    "line_count": pl.UInt32,
    "matter_count": pl.UInt32,
}
LINE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    KEY: pl.UInt32,
    "position": pl.UInt32,
    SOURCE_LINE: pl.UInt32,
    "line_number": pl.String,
    "kind": pl.String,
    "work_date": pl.Date,
    "units": AMOUNT,
    "unit_cost": AMOUNT,
    "adjustment": AMOUNT,
    "total": AMOUNT,
    "tax_rate": RATE,
    "tax_amount": AMOUNT,
    "tax_type": pl.String,
    "task_code": pl.String,
    "expense_code": pl.String,
    "activity_code": pl.String,
    "timekeeper_code": pl.String,
    "timekeeper_name": pl.String,
    "classification": pl.String,
    "classification_billed": pl.String,
    "narrative": pl.String,
    "client_matter_id": pl.String,
    "law_firm_matter_id": pl.String,
    "account_type": pl.String,
}

# What it takes to tell whose lines a file holds and what they come to, without what they say.
OUTLINE = (KEY, SOURCE_LINE, "kind", "total", "tax_amount", "timekeeper_code", "timekeeper_name")

# Frame column -> field of the format; what has no entry is derived below.
_INVOICE_FIELDS = {
    "invoice_number": "INVOICE_NUMBER",
    "invoice_date": "INVOICE_DATE",
    "client_id": "CLIENT_ID",
    "law_firm_matter_id": "LAW_FIRM_MATTER_ID",
    "client_matter_id": "CLIENT_MATTER_ID",
    "matter_name": "MATTER_NAME",
    "law_firm_id": "LAW_FIRM_ID",
    "client_tax_id": "CLIENT_TAX_ID",
    "po_number": "PO_NUMBER",
    "currency": "INVOICE_CURRENCY",
    "invoice_total": "INVOICE_TOTAL",
    "tax_total": "INVOICE_TAX_TOTAL",
    "period_start": "BILLING_START_DATE",
    "period_end": "BILLING_END_DATE",
    "description": "INVOICE_DESCRIPTION",
}
_LINE_FIELDS = {
    "line_number": "LINE_ITEM_NUMBER",
    "kind": "EXP/FEE/INV_ADJ_TYPE",
    "work_date": "LINE_ITEM_DATE",
    "units": "LINE_ITEM_NUMBER_OF_UNITS",
    "unit_cost": "LINE_ITEM_UNIT_COST",
    "adjustment": "LINE_ITEM_ADJUSTMENT_AMOUNT",
    "total": "LINE_ITEM_TOTAL",
    "tax_rate": "LINE_ITEM_TAX_RATE",
    "tax_amount": "LINE_ITEM_TAX_TOTAL",
    "tax_type": "LINE_ITEM_TAX_TYPE",
    "task_code": "LINE_ITEM_TASK_CODE",
    "expense_code": "LINE_ITEM_EXPENSE_CODE",
    "activity_code": "LINE_ITEM_ACTIVITY_CODE",
    "timekeeper_code": "TIMEKEEPER_ID",
    "timekeeper_name": "TIMEKEEPER_NAME",
    "classification": "TIMEKEEPER_CLASSIFICATION",
    "classification_billed": "TIMEKEEPER_CLASSIFICATION",
    "narrative": "LINE_ITEM_DESCRIPTION",
    "client_matter_id": "CLIENT_MATTER_ID",
    "law_firm_matter_id": "LAW_FIRM_MATTER_ID",
    "account_type": "ACCOUNT_TYPE",
}
_MATTER = ("CLIENT_MATTER_ID", "LAW_FIRM_MATTER_ID")


@dataclass(frozen=True, slots=True)
class Batch:
    """Whole invoices of one file: `invoices` after INVOICE_SCHEMA, `lines` after LINE_SCHEMA.

    `invoice_key` counts the invoices of the file from 0 and joins the two frames; `position` counts the
    lines of an invoice from 1; `source_line` is the physical line of the file. Text blanks are null, as are
    blank units, unit cost, tax rate and tax; a blank adjustment is 0. `total` includes `tax_amount` in 98BI.
    `currency` is null for LEDES 1998B, which states none. `tax_total` is null where the file states none.
    """

    invoices: pl.DataFrame
    lines: pl.DataFrame


def even_batches(lines: int) -> int:
    """Where to cut a file of so many physical lines: into batches alike, as few as TARGET_LINES allows.

    Each batch costs the same whatever it holds, so none is spent on what is left at the end.
    """
    records = max(lines - _OPENING_LINES, 1)
    return lines // ceil(records / TARGET_LINES) + 1


def assemble(raw: pl.DataFrame, columns: Collection[str] = tuple(LINE_SCHEMA)) -> Batch:
    """The batch of a raw frame whose rows stand together by invoice, with these columns of its lines."""
    lines = raw.select(_line_column(raw, name, LINE_SCHEMA[name]) for name in columns)
    # No pl.first() by group here: picking the first rows is ten times cheaper than aggregating all columns.
    first = raw.filter(pl.col(KEY).ne_missing(pl.col(KEY).shift()))
    counts = raw.group_by(KEY, maintain_order=True).agg(line_count=pl.len())
    first = first.join(counts, on=KEY, how="left", maintain_order="left")
    first = first.join(_matters(raw), on=KEY, how="left", maintain_order="left")
    return Batch(
        first.select(_invoice_column(first, name, dtype) for name, dtype in INVOICE_SCHEMA.items()), lines
    )


def _matters(raw: pl.DataFrame) -> pl.DataFrame:
    """How many matters each invoice bills; only where two meet are they told apart."""
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift()) for name in _MATTER)
    met = raw.filter((pl.col(KEY) == pl.col(KEY).shift()) & ~same)[KEY].unique()
    several = raw.filter(pl.col(KEY).is_in(met.implode())).select(KEY, *_MATTER).unique()
    counts = several.group_by(KEY).agg(matter_count=pl.len())
    single = raw.select(pl.col(KEY).unique()).filter(~pl.col(KEY).is_in(met.implode()))
    return counts.vstack(single.with_columns(matter_count=pl.lit(1, pl.get_index_type())))


def _invoice_column(raw: pl.DataFrame, name: str, dtype: pl.DataType | type[pl.DataType]) -> pl.Expr:
    field = _INVOICE_FIELDS.get(name, name)
    return _typed(field, dtype).alias(name) if field in raw.columns else pl.lit(None, dtype).alias(name)


def _line_column(raw: pl.DataFrame, name: str, dtype: pl.DataType | type[pl.DataType]) -> pl.Expr:
    field = _LINE_FIELDS.get(name, name)
    if name == "position":
        return pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over(KEY).alias(name)
    if name == "timekeeper_name" and "TIMEKEEPER_LAST_NAME" in raw.columns:
        return _full_name().alias(name)
    if field not in raw.columns:
        return pl.lit(None, dtype).alias(name)
    if name == "classification":
        mapped = pl.col(field).str.to_uppercase().replace_strict(class_mapping(), default=None)
        return mapped.cast(pl.String).alias(name)
    value = _typed(field, dtype)
    return (value.fill_null(0).cast(dtype) if name == "adjustment" else value).alias(name)


def _typed(field: str, dtype: pl.DataType | type[pl.DataType]) -> pl.Expr:
    if dtype == pl.Date:
        return pl.col(field).str.to_date("%Y%m%d")
    return pl.col(field).cast(dtype)


def _full_name() -> pl.Expr:
    """TIMEKEEPER_NAME, or "Last, First" of the two fields that 98BI has beside it."""
    last, first = pl.col("TIMEKEEPER_LAST_NAME"), pl.col("TIMEKEEPER_FIRST_NAME")
    both = pl.concat_str(last, first, separator=", ", ignore_nulls=True)
    return pl.coalesce("TIMEKEEPER_NAME", pl.when(last.is_not_null() | first.is_not_null()).then(both))
