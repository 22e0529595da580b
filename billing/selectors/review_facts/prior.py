"""What was billed before: hours of the same people on the same days, and lines that may be the same work."""

from typing import NamedTuple

import polars as pl

from billing.review import PRIOR_HOURS, PRIOR_LINES, empty, narrative_key
from billing.review.batch import NOT_PERSONS
from billing.selectors.frames import array, copied_frame, frame_of
from billing.selectors.review_facts.arrivals import arrivals, entered
from billing.selectors.review_facts.days import (
    DAY_ZERO,
    DAYS_OF_A_PERSON,
    Billed,
    BilledDays,
    person_days,
)
from vendors.models import Firm

AMOUNT = pl.Decimal(18, 4)

# One index probe per person and day, whatever the planner believes about a firm or person it has never
# seen: OFFSET 0 keeps it from reading the table once per line instead. Invoices are looked up apart.
_BILLED = """
SELECT wanted.timekeeper_id, wanted.work_date, line.units, line.invoice_id, line.id,
       line.total - line.tax_amount,
       (upper(btrim(line.classification)) <> ALL(%(not_persons)s))::int
FROM (
    SELECT day / %(of_a_person)s, date '1970-01-01' + (day %% %(of_a_person)s - %(zero)s)::int
    FROM unnest(%(days)s::bigint[]) AS given(day)
) wanted(timekeeper_id, work_date)
CROSS JOIN LATERAL (
    SELECT units, invoice_id, id, kind, total, tax_amount, classification FROM billing_invoiceline
    WHERE timekeeper_id = wanted.timekeeper_id AND work_date = wanted.work_date OFFSET 0
) line
WHERE line.kind = 'F' AND line.units IS NOT NULL
"""
_TEXTS = "SELECT id, number, narrative FROM billing_invoiceline WHERE id = ANY(%(lines)s::bigint[])"
# Credit notes pass no rule (domain/ledes.md §6); what waits for mapping counts once it is mapped.
_STANDING = """
SELECT id, number, matter_id FROM billing_invoice
WHERE id = ANY(%s::bigint[]) AND state NOT IN ('rejected', 'unmatched') AND billed_total >= billed_tax
"""
_STANDING_COLUMNS = {
    "invoice_id": pl.Int64,
    "earlier_invoice": pl.String,
    "matter_id": pl.Int64,
}
_BILLED_COLUMNS = {
    "timekeeper_id": pl.Int64,
    "work_date": pl.Date,
    "units": AMOUNT,
    "invoice_id": pl.Int64,
    "earlier_id": pl.Int64,
    "net": AMOUNT,
    "is_person": pl.Int64,
}
_COMPARED = ("kind", "timekeeper_id", "timekeeper_code", "work_date", "units")
_TEXT_COLUMNS = {"earlier_id": pl.Int64, "earlier_line": pl.String, "narrative": pl.String}


class Prior(NamedTuple):
    """Frames `prior_lines` and `prior_hours` of the facts, and invoice_id and arrival of the invoices."""

    lines: pl.DataFrame
    hours: pl.DataFrame
    arrivals: pl.DataFrame


def prior_work(
    firm: Firm, lines: pl.DataFrame, invoices: pl.DataFrame, known: BilledDays | None = None
) -> Prior:
    """What stands beside these invoices and lines, on others that were neither rejected nor wait for mapping.

    Of invoices that are stored already, others may have come later: `arrival` tells. `known` spares asking
    for days that cannot have been billed.
    """
    filled = pl.col("timekeeper_id").is_not_null() & pl.col("work_date").is_not_null()
    fees = lines.select(_COMPARED).filter((pl.col("kind") == "F") & filled)
    before = known.before(fees) if known else Billed(person_days(fees), empty(PRIOR_HOURS))
    billed, standing, own = _billed(before.ask), empty(_STANDING_COLUMNS), entered(invoices["invoice_id"])
    others = billed["invoice_id"].unique()
    others = others.filter(~others.is_in(own["invoice_id"].implode()))
    if not others.is_empty():
        standing = frame_of(_STANDING, [array(others)], _STANDING_COLUMNS)
    order = arrivals(own, entered(standing["invoice_id"]))
    billed = billed.join(standing, on="invoice_id").join(order, on="invoice_id")
    by = ("timekeeper_id", "work_date", "matter_id", "arrival")
    hours = billed.filter(pl.col("is_person") == 1).group_by(by).agg(hours=pl.col("units").sum())
    hours = pl.concat([hours.select(before.hours.columns), before.hours])
    return Prior(_alike(firm, fees, billed), hours, order)


def _billed(days: pl.Series) -> pl.DataFrame:
    """Fee lines on file of these people on these days; sorted, the probes meet pages just read."""
    if days.is_empty():
        return empty(_BILLED_COLUMNS)
    wanted = {"days": array(days.sort()), "of_a_person": DAYS_OF_A_PERSON, "zero": DAY_ZERO}
    wanted["not_persons"] = list(NOT_PERSONS)
    return copied_frame(_BILLED, wanted, _BILLED_COLUMNS)


def _alike(firm: Firm, fees: pl.DataFrame, billed: pl.DataFrame) -> pl.DataFrame:
    """Earlier lines with the same person (so of the same firm), day and hours as one of these.

    They carry the id under which the batch bills the person, whatever the earlier invoice called them.
    """
    charged = billed.filter(pl.col("net") > 0)
    same = charged.join(fees, on=["timekeeper_id", "work_date", "units"], how="semi")
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
