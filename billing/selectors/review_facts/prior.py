"""What was billed before: hours of the same people on the same days, and lines that may be the same work."""

import polars as pl

from billing.review import narrative_key
from billing.selectors.frames import array, copied_frame, frame_of
from vendors.models import Firm

AMOUNT = pl.Decimal(18, 4)

# One index probe per person and day, whatever the planner believes about a firm or person it has never
# seen: OFFSET 0 keeps it from reading the table once per line instead. Invoices are looked up apart.
_HOURS = """
SELECT wanted.timekeeper_id, wanted.work_date, line.invoice_id, sum(line.units)
FROM unnest(%(people)s::bigint[], %(days)s::date[]) AS wanted(timekeeper_id, work_date)
CROSS JOIN LATERAL (
    SELECT invoice_id, units, kind FROM billing_invoiceline
    WHERE timekeeper_id = wanted.timekeeper_id AND work_date = wanted.work_date OFFSET 0
) line
WHERE line.kind = 'F' AND line.units IS NOT NULL
GROUP BY wanted.timekeeper_id, wanted.work_date, line.invoice_id
"""
_LINES = """
SELECT wanted.timekeeper_id, wanted.work_date, wanted.units, line.narrative, line.invoice_id, line.number
FROM unnest(%(people)s::bigint[], %(days)s::date[], %(units)s::numeric[])
     AS wanted(timekeeper_id, work_date, units)
CROSS JOIN LATERAL (
    SELECT units, narrative, invoice_id, number, kind FROM billing_invoiceline
    WHERE timekeeper_id = wanted.timekeeper_id AND work_date = wanted.work_date OFFSET 0
) line
WHERE line.kind = 'F' AND line.units = wanted.units
"""
_STANDING = "SELECT id, number FROM billing_invoice WHERE id = ANY(%s::bigint[]) AND state <> 'rejected'"
_HOUR_COLUMNS = {"timekeeper_id": pl.Int64, "work_date": pl.Date, "invoice_id": pl.Int64, "hours": AMOUNT}
_LINE_COLUMNS = {
    "timekeeper_id": pl.Int64,
    "work_date": pl.Date,
    "units": AMOUNT,
    "narrative": pl.String,
    "invoice_id": pl.Int64,
    "earlier_line": pl.String,
}


def prior_work(firm: Firm, lines: pl.DataFrame, own: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """prior_lines and prior_hours of a batch, on invoices that are neither rejected nor among `own`."""
    fees = _fees(lines)
    hours = _hours(fees, own)
    # Who billed nothing else that day repeats nothing.
    busy = fees.join(hours, on=["timekeeper_id", "work_date"], how="semi").drop_nulls("units")
    return _lines(firm, busy, own), hours


def _hours(fees: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    days = fees.select("timekeeper_id", "work_date").unique()
    wanted = {"people": array(days["timekeeper_id"]), "days": array(days["work_date"])}
    billed = _on_standing_invoices(copied_frame(_HOURS, wanted, _HOUR_COLUMNS), own)
    return billed.group_by("timekeeper_id", "work_date").agg(pl.col("hours").sum())


def _lines(firm: Firm, fees: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    """Earlier lines with the same person (so of the same firm), day and hours as one of these.

    They carry the id under which the batch bills the person, whatever the earlier invoice called them.
    """
    same = fees.select("timekeeper_id", "work_date", "units").unique()
    wanted = {
        "people": array(same["timekeeper_id"]),
        "days": array(same["work_date"]),
        "units": array(same["units"]),
    }
    found = _on_standing_invoices(copied_frame(_LINES, wanted, _LINE_COLUMNS), own)
    codes = fees.select("timekeeper_id", "timekeeper_code").unique()
    return found.join(codes, on="timekeeper_id").with_columns(
        firm_id=pl.lit(firm.pk, pl.Int64), narrative_key=narrative_key(pl.col("narrative"))
    )


def _on_standing_invoices(rows: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    """Rows of invoices neither rejected nor of the batch, with `earlier_invoice`, the number of each."""
    others = rows["invoice_id"].unique()
    others = others.filter(~others.is_in(own.implode()))
    schema = {"invoice_id": pl.Int64, "earlier_invoice": pl.String}
    return rows.join(frame_of(_STANDING, [array(others)], schema), on="invoice_id")


def _fees(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.filter(pl.col("kind") == "F").drop_nulls(["timekeeper_id", "work_date"])
