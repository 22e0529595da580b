"""Invoices that are stored already, in the columns that `facts_of` reads."""

from collections.abc import Sequence

import polars as pl

from billing.selectors.frames import copied_frame, frame_of

AMOUNT = pl.Decimal(18, 4)

_INVOICES = """
SELECT id, matter_id, number, invoice_date, (received_at AT TIME ZONE %(zone)s)::date, period_start,
       period_end, currency, billed_total - billed_tax
FROM billing_invoice WHERE id = ANY(%(ids)s)
ORDER BY id
"""
_INVOICE_COLUMNS = {
    "invoice_id": pl.Int64,
    "matter_id": pl.Int64,
    "invoice_number": pl.String,
    "invoice_date": pl.Date,
    "received_date": pl.Date,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "currency": pl.String,
    "net": AMOUNT,
}
_LINES = """
SELECT invoice_id, id, position, number, kind, work_date, units, unit_cost, adjustment, total - tax_amount,
       nullif(task_code, ''), nullif(expense_code, ''), nullif(activity_code, ''), timekeeper_id,
       nullif(timekeeper_code, ''), nullif(timekeeper_name, ''), nullif(classification, ''),
       nullif(narrative, '')
FROM billing_invoiceline WHERE invoice_id = ANY(%(ids)s)
ORDER BY invoice_id, position
"""
_LINE_COLUMNS = {
    "invoice_id": pl.Int64,
    "line_id": pl.Int64,
    "position": pl.Int64,
    "line_number": pl.String,
    "kind": pl.String,
    "work_date": pl.Date,
    "units": AMOUNT,
    "unit_cost": AMOUNT,
    "adjustment": AMOUNT,
    "net": AMOUNT,
    "task_code": pl.String,
    "expense_code": pl.String,
    "activity_code": pl.String,
    "timekeeper_id": pl.Int64,
    "timekeeper_code": pl.String,
    "timekeeper_name": pl.String,
    "classification": pl.String,
    "narrative": pl.String,
}


def stored_invoices(ids: Sequence[int], zone: str) -> pl.DataFrame:
    """These invoices; `zone` is the name of the time zone in which their day of receipt is meant."""
    return frame_of(_INVOICES, {"ids": list(ids), "zone": zone}, _INVOICE_COLUMNS)


def stored_lines(ids: Sequence[int]) -> pl.DataFrame:
    """The lines of these invoices."""
    return copied_frame(_LINES, {"ids": list(ids)}, _LINE_COLUMNS)
