"""What was billed before: hours of the same people on the same days, and lines that may be the same work."""

import polars as pl

from billing.review import narrative_key
from billing.selectors.frames import array, frame_of
from vendors.models import Firm

AMOUNT = pl.Decimal(18, 4)

_HOURS = """
SELECT line.timekeeper_id, line.work_date, sum(line.units)
FROM unnest(%(people)s::bigint[], %(days)s::date[]) AS wanted(timekeeper_id, work_date)
JOIN billing_invoiceline line USING (timekeeper_id, work_date)
JOIN billing_invoice invoice ON invoice.id = line.invoice_id
WHERE line.kind = 'F' AND line.units IS NOT NULL AND invoice.state <> 'rejected'
  AND NOT invoice.id = ANY(%(own)s::bigint[])
GROUP BY line.timekeeper_id, line.work_date
"""
_LINES = """
SELECT line.timekeeper_id, line.work_date, line.units, line.narrative, invoice.number, line.number
FROM unnest(%(people)s::bigint[], %(days)s::date[], %(units)s::numeric[])
     AS wanted(timekeeper_id, work_date, units)
JOIN billing_invoiceline line USING (timekeeper_id, work_date, units)
JOIN billing_invoice invoice ON invoice.id = line.invoice_id
WHERE line.kind = 'F' AND line.firm_id = %(firm)s AND invoice.state <> 'rejected'
  AND NOT invoice.id = ANY(%(own)s::bigint[])
"""
_LINE_COLUMNS = {
    "timekeeper_id": pl.Int64,
    "work_date": pl.Date,
    "units": AMOUNT,
    "narrative": pl.String,
    "earlier_invoice": pl.String,
    "earlier_line": pl.String,
}


def prior_hours(lines: pl.DataFrame, own: pl.Series) -> pl.DataFrame:
    """Hours of the batch's people on its days, on invoices that are neither rejected nor among `own`."""
    days = _fees(lines).select("timekeeper_id", "work_date").unique()
    wanted = {"people": array(days["timekeeper_id"]), "days": array(days["work_date"]), "own": array(own)}
    columns = {"timekeeper_id": pl.Int64, "work_date": pl.Date, "hours": AMOUNT}
    return frame_of(_HOURS, wanted, columns)


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
        "own": array(own),
        "firm": firm.pk,
    }
    codes = fees.select("timekeeper_id", "timekeeper_code").unique()
    found = frame_of(_LINES, wanted, _LINE_COLUMNS).join(codes, on="timekeeper_id")
    return found.with_columns(
        firm_id=pl.lit(firm.pk, pl.Int64), narrative_key=narrative_key(pl.col("narrative"))
    )


def _fees(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.filter(pl.col("kind") == "F").drop_nulls(["timekeeper_id", "work_date"])
