"""Warnings in bulk: found vectorised, described one by one by the same rules as in the full check."""

import polars as pl

from billing.ledes.codes import current_classes
from billing.ledes.exact.invoice_rules import check_line_date
from billing.ledes.exact.line_rules import check_codes
from billing.ledes.exact.row import Row
from billing.ledes.exact.tally import Tally
from billing.ledes.fields import EXPENSE, FEE
from billing.ledes.findings import Notes
from billing.ledes.frames import SOURCE_LINE
from billing.ledes.values import parse_date

_KIND = pl.col("EXP/FEE/INV_ADJ_TYPE")
_TASK, _ACTIVITY = pl.col("LINE_ITEM_TASK_CODE"), pl.col("LINE_ITEM_ACTIVITY_CODE")
_CLASS, _DATE = pl.col("TIMEKEEPER_CLASSIFICATION"), pl.col("LINE_ITEM_DATE")
_START, _END = "BILLING_START_DATE", "BILLING_END_DATE"

# The findings a row may bring: W401, W403 for task and activity, W404, W405, W407.
_ODDITIES = (
    (_KIND == FEE) & _TASK.is_null(),
    (_KIND == EXPENSE) & _TASK.is_not_null(),
    (_KIND == EXPENSE) & _ACTIVITY.is_not_null(),
    _CLASS.is_not_null() & ~_CLASS.is_in(current_classes()),
    (pl.col(_START) > _DATE) | (pl.col(_END) < _DATE),
    (_KIND != EXPENSE) & _ACTIVITY.is_not_null() & _TASK.is_null(),
)


# How many rows of a frame have each of them.
COUNTS = tuple(oddity.sum().alias(f"oddity {n}") for n, oddity in enumerate(_ODDITIES))


def warn(frame: pl.DataFrame, counts: tuple[int, ...], notes: Notes) -> None:
    """Add the warnings of a frame of good records to the notes, in file order; `counts` answers COUNTS."""
    if not any(counts):
        return
    odd = frame.with_columns(warnings=pl.sum_horizontal(_ODDITIES)).filter(pl.col("warnings") > 0)
    described = 0
    for values in odd.head(max(0, notes.room_for_warnings())).iter_rows(named=True):
        _describe(values, notes)
        described += values["warnings"]
    notes.count_unseen_warnings(sum(counts) - described)


def _describe(values: dict[str, str | None], notes: Notes) -> None:
    text = {
        name: value or "" for name, value in values.items() if name.isupper() or name.endswith("orREGION")
    }
    row = Row(int(values[SOURCE_LINE] or 0), text, Tally(0, "", 0), notes)
    dates = {name: parse_date(text[name]) for name in ("LINE_ITEM_DATE", _START, _END)}
    row.dates = {name: day for name, day in dates.items() if day is not None}
    check_line_date(row, row.dates[_START], row.dates[_END])
    check_codes(row)
