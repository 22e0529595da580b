"""What was billed before: hours of the same people on the same days, and lines that may be the same work."""

import polars as pl

from billing.review import narrative_key
from billing.selectors.frames import array, copied_frame, frame_of
from vendors.models import Firm

AMOUNT = pl.Decimal(18, 4)

# The invoice is looked up apart: joined here, a planner with old statistics may read it once per line.
_HOURS = """
SELECT line.timekeeper_id, line.work_date, line.invoice_id, sum(line.units)
FROM unnest(%(people)s::bigint[], %(days)s::date[]) AS wanted(timekeeper_id, work_date)
JOIN billing_invoiceline line USING (timekeeper_id, work_date)
WHERE line.kind = 'F' AND line.units IS NOT NULL
GROUP BY line.timekeeper_id, line.work_date, line.invoice_id
"""
_LINES = """
SELECT line.timekeeper_id, line.work_date, line.units, line.narrative, line.invoice_id, line.number
FROM unnest(%(people)s::bigint[], %(days)s::date[], %(units)s::numeric[])
     AS wanted(timekeeper_id, work_date, units)
JOIN billing_invoiceline line USING (timekeeper_id, work_date, units)
WHERE line.kind = 'F' AND line.firm_id = %(firm)s
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


def prior_hours(lines: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    """Hours of the batch's people on its days, on invoices that are neither rejected nor among `own`."""
    days = _fees(lines).select("timekeeper_id", "work_date").unique()
    wanted = {"people": array(days["timekeeper_id"]), "days": array(days["work_date"])}
    billed = _on_standing_invoices(copied_frame(_HOURS, wanted, _HOUR_COLUMNS), own)
    return billed.group_by("timekeeper_id", "work_date").agg(pl.col("hours").sum())


def prior_lines(firm: Firm, lines: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    """Earlier lines of the firm with the same person, day and hours as one of the batch.

    They carry the id under which the batch bills the person, whatever the earlier invoice called them.
    """
    fees = _fees(lines).drop_nulls("units")
    same = fees.select("timekeeper_id", "work_date", "units").unique()
    wanted = {
        "people": array(same["timekeeper_id"]),
        "days": array(same["work_date"]),
        "units": array(same["units"]),
        "firm": firm.pk,
    }
    found = _on_standing_invoices(copied_frame(_LINES, wanted, _LINE_COLUMNS), own)
    codes = fees.select("timekeeper_id", "timekeeper_code").unique()
    return found.join(codes, on="timekeeper_id").with_columns(
        firm_id=pl.lit(firm.pk, pl.Int64), narrative_key=narrative_key(pl.col("narrative"))
    )


def _on_standing_invoices(rows: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    """Rows of invoices that were not rejected and are not of the batch, with `earlier_invoice`, its number."""
    others = rows["invoice_id"].unique()
    others = others.filter(~others.is_in(own.implode()))
    schema = {"invoice_id": pl.Int64, "earlier_invoice": pl.String}
    return rows.join(frame_of(_STANDING, [array(others)], schema), on="invoice_id")


def _fees(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.filter(pl.col("kind") == "F").drop_nulls(["timekeeper_id", "work_date"])
