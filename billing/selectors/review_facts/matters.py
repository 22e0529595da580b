"""The matters of a batch: open, with this firm on it, its budget and what others billed on it."""

import polars as pl

from billing.selectors.frames import array, frame_of
from billing.selectors.review_facts.spend import SpentBefore, Sums, converted, sum_in
from vendors.models import Firm

AMOUNT = pl.Decimal(18, 4)

_MATTERS = """
SELECT matter.id, kind.code, stage.category <> 'closed', matter.currency, budget.amount,
       staffed.until
FROM matters_matter matter
JOIN matters_mattertype kind ON kind.id = matter.matter_type_id
JOIN matters_stage stage ON stage.id = matter.stage_id
LEFT JOIN matters_budget budget ON budget.matter_id = matter.id AND budget.status = 'approved'
LEFT JOIN (
    SELECT matter_id, max(coalesce(ended_on, '9999-12-31')) AS until
    FROM matters_engagement WHERE firm_id = %(firm)s GROUP BY matter_id
) staffed ON staffed.matter_id = matter.id
WHERE matter.id = ANY(%(matters)s::bigint[])
"""
_MATTER_COLUMNS = {
    "matter_id": pl.Int64,
    "matter_type": pl.String,
    "matter_open": pl.Boolean,
    "matter_currency": pl.String,
    "matter_budget": AMOUNT,
    "engaged_until": pl.Date,
}


def with_matters(firm: Firm, invoices: pl.DataFrame, spent_before: SpentBefore) -> pl.DataFrame:
    """Adds matter_type, matter_open, firm_on_matter, expected_currency, budget and billed_to_date.

    The firm is on the matter if it was engaged on any day of the period or later. An invoice may be in the
    matter's currency or in the firm's (domain/ledes.md §7 G12); budget and billed_to_date are given in the
    currency of the invoice, where need be at today's rate, so that the rules compare like with like.
    """
    wanted = {"firm": firm.pk, "matters": array(invoices["matter_id"].unique())}
    matters = frame_of(_MATTERS, wanted, _MATTER_COLUMNS)
    joined = invoices.join(matters, on="matter_id", how="left", maintain_order="left")
    in_matters = pl.col("currency") == pl.col("matter_currency")
    joined = joined.with_columns(
        firm_on_matter=pl.col("engaged_until") >= pl.col("period_start"),
        expected_currency=pl.when(in_matters).then("currency").otherwise(pl.lit(firm.currency)),
    )
    budgets = _budgets(joined, spent_before(invoices))
    return joined.join(budgets, on="invoice_id", how="left", maintain_order="left")


def _budgets(invoices: pl.DataFrame, spent: dict[int, Sums]) -> pl.DataFrame:
    """Budget of the matter and billed_to_date of each invoice with a matter."""
    wanted = invoices.select("invoice_id", "matter_id", "currency", "matter_currency", "matter_budget")
    rows = [
        (invoice_id, converted(budget, own, currency), sum_in(currency, spent.get(invoice_id, {})))
        for invoice_id, matter_id, currency, own, budget in wanted.iter_rows()
        if matter_id is not None
    ]
    schema = {"invoice_id": pl.Int64, "budget": AMOUNT, "billed_to_date": AMOUNT}
    return pl.DataFrame(rows, schema=schema, orient="row")
