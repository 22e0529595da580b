"""What was billed before: hours of the same people on the same days, and lines that may be the same work."""

import polars as pl

from billing.review import PRIOR_LINES, empty, narrative_key
from billing.selectors.frames import array, copied_frame, frame_of
from billing.selectors.review_facts.days import (
    DAY_ZERO,
    DAYS_OF_A_PERSON,
    HOURS,
    Billed,
    BilledDays,
    person_days,
)
from vendors.models import Firm

AMOUNT = pl.Decimal(18, 4)

# One index probe per person and day, whatever the planner believes about a firm or person it has never
# seen: OFFSET 0 keeps it from reading the table once per line instead. Invoices are looked up apart.
_BILLED = """
SELECT wanted.timekeeper_id, wanted.work_date, line.units, line.invoice_id, line.id
FROM (
    SELECT day / %(of_a_person)s, date '1970-01-01' + (day %% %(of_a_person)s - %(zero)s)::int
    FROM unnest(%(days)s::bigint[]) AS given(day)
) wanted(timekeeper_id, work_date)
CROSS JOIN LATERAL (
    SELECT units, invoice_id, id, kind FROM billing_invoiceline
    WHERE timekeeper_id = wanted.timekeeper_id AND work_date = wanted.work_date OFFSET 0
) line
WHERE line.kind = 'F' AND line.units IS NOT NULL
"""
_TEXTS = "SELECT id, number, narrative FROM billing_invoiceline WHERE id = ANY(%(lines)s::bigint[])"
_STANDING = "SELECT id, number FROM billing_invoice WHERE id = ANY(%s::bigint[]) AND state <> 'rejected'"
_BILLED_COLUMNS = {
    "timekeeper_id": pl.Int64,
    "work_date": pl.Date,
    "units": AMOUNT,
    "invoice_id": pl.Int64,
    "earlier_id": pl.Int64,
}
_COMPARED = ("kind", "timekeeper_id", "timekeeper_code", "work_date", "units")
_TEXT_COLUMNS = {"earlier_id": pl.Int64, "earlier_line": pl.String, "narrative": pl.String}


def prior_work(
    firm: Firm, lines: pl.DataFrame, own: pl.Series, known: BilledDays | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """prior_lines and prior_hours of a batch, on invoices that are neither rejected nor among `own`.

    `known` spares asking for days that cannot have been billed.
    """
    filled = pl.col("timekeeper_id").is_not_null() & pl.col("work_date").is_not_null()
    fees = lines.select(_COMPARED).filter((pl.col("kind") == "F") & filled)
    before = known.before(fees) if known else Billed(person_days(fees), empty(HOURS))
    billed = _on_standing_invoices(_billed(before.ask), own)
    hours = billed.group_by("timekeeper_id", "work_date").agg(hours=pl.col("units").sum())
    return _alike(firm, fees, billed), hours.vstack(before.hours)


def _billed(days: pl.Series) -> pl.DataFrame:
    """Fee lines on file of these people on these days; sorted, the probes meet pages just read."""
    if days.is_empty():
        return empty(_BILLED_COLUMNS)
    wanted = {"days": array(days.sort()), "of_a_person": DAYS_OF_A_PERSON, "zero": DAY_ZERO}
    return copied_frame(_BILLED, wanted, _BILLED_COLUMNS)


def _alike(firm: Firm, fees: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Earlier lines with the same person (so of the same firm), day and hours as one of these.

    They carry the id under which the batch bills the person, whatever the earlier invoice called them.
    """
    same = billed.join(fees, on=["timekeeper_id", "work_date", "units"], how="semi")
    if same.is_empty():
        return empty(PRIOR_LINES)
    texts = copied_frame(_TEXTS, {"lines": array(same["earlier_id"])}, _TEXT_COLUMNS)
    codes = (
        fees.join(same, on="timekeeper_id", how="semi").select("timekeeper_id", "timekeeper_code").unique()
    )
    return (
        same.join(texts, on="earlier_id")
        .join(codes, on="timekeeper_id")
        .with_columns(firm_id=pl.lit(firm.pk, pl.Int64), narrative_key=narrative_key(pl.col("narrative")))
    )


def _on_standing_invoices(rows: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    """Rows of invoices neither rejected nor of the batch, with `earlier_invoice`, the number of each."""
    others = rows["invoice_id"].unique()
    others = others.filter(~others.is_in(own.implode()))
    if others.is_empty():
        return rows.clear().with_columns(earlier_invoice=pl.lit(None, pl.String))
    schema = {"invoice_id": pl.Int64, "earlier_invoice": pl.String}
    return rows.join(frame_of(_STANDING, [array(others)], schema), on="invoice_id")
