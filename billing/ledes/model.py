"""Invoices as plain values: what the writers take and what a batch can be turned into."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

import polars as pl

from billing.ledes.frames import KEY, Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class LedesLine:
    """One fee (F), expense (E) or invoice adjustment (IF, IE), in the invoice's currency.

    `total` = units × unit_cost + adjustment + tax_amount. `classification` is the code as billed.
    """

    line_number: str
    kind: str
    work_date: date
    total: Decimal
    units: Decimal | None = None
    unit_cost: Decimal | None = None
    adjustment: Decimal = Decimal(0)
    tax_rate: Decimal | None = None
    tax_amount: Decimal | None = None
    tax_type: str | None = None
    task_code: str | None = None
    expense_code: str | None = None
    activity_code: str | None = None
    timekeeper_code: str | None = None
    timekeeper_name: str | None = None
    classification: str | None = None
    narrative: str | None = None
    client_matter_id: str | None = None
    law_firm_matter_id: str | None = None
    account_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedesInvoice:
    """One invoice; `invoice_total` includes tax in 98BI, `currency` is None in LEDES 1998B.

    Matter ids and account type may differ by line; those of the invoice are the first line's.
    """

    invoice_number: str
    invoice_date: date
    client_id: str
    law_firm_id: str
    period_start: date
    period_end: date
    invoice_total: Decimal
    law_firm_matter_id: str
    lines: tuple[LedesLine, ...]
    client_matter_id: str | None = None
    description: str | None = None
    matter_name: str | None = None
    client_tax_id: str | None = None
    po_number: str | None = None
    currency: str | None = None
    tax_total: Decimal | None = None


_LINE = [field.name for field in fields(LedesLine)]
_INVOICE = [field.name for field in fields(LedesInvoice) if field.name != "lines"]


def invoices_from_batch(batch: Batch) -> list[LedesInvoice]:
    """The invoices of a batch in file order; for screens and exports, not for loading in bulk."""
    lines = batch.lines.with_columns(pl.col("classification_billed").alias("classification"))
    by_invoice: dict[int, list[LedesLine]] = {}
    for row in lines.select(KEY, *_LINE).iter_rows(named=True):
        by_invoice.setdefault(row.pop(KEY), []).append(LedesLine(**row))
    return [
        LedesInvoice(lines=tuple(by_invoice[row.pop(KEY)]), **row)
        for row in batch.invoices.select(KEY, *_INVOICE).iter_rows(named=True)
    ]
