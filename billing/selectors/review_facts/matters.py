"""The matters of a batch: open, with this firm on it, its budget and what others billed on it."""

from decimal import Decimal

import polars as pl
from django.conf import settings

from billing.selectors.frames import array, frame_of
from legalops.fx.services import rate_on
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.kernel.money import round_money
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
_BILLED = """
SELECT matter_id, currency, sum(billed_total - billed_tax - reduction_net),
       sum(round((billed_total - billed_tax - reduction_net) * base_rate, 2))
FROM billing_invoice
WHERE matter_id = ANY(%(matters)s::bigint[]) AND state <> 'rejected'
  AND NOT id = ANY(%(own)s::bigint[])
GROUP BY matter_id, currency
"""
_MATTER_COLUMNS = {
    "matter_id": pl.Int64,
    "matter_type": pl.String,
    "matter_open": pl.Boolean,
    "matter_currency": pl.String,
    "matter_budget": AMOUNT,
    "engaged_until": pl.Date,
}


def with_matters(firm: Firm, invoices: pl.DataFrame) -> pl.DataFrame:
    """Adds matter_type, matter_open, firm_on_matter, expected_currency, budget and billed_to_date.

    The firm is on the matter if it was engaged on any day of the period or later. An invoice may be in the
    matter's currency or in the firm's (domain/ledes.md §7 G12); budget and billed_to_date are given in the
    currency of the invoice, where need be at today's rate, so that the rules compare like with like.
    """
    wanted = {"firm": firm.pk, "matters": array(invoices["matter_id"].unique())}
    wanted["own"] = array(invoices["invoice_id"])
    matters = frame_of(_MATTERS, wanted, _MATTER_COLUMNS)
    joined = invoices.join(matters, on="matter_id", how="left", maintain_order="left")
    in_matters = pl.col("currency") == pl.col("matter_currency")
    joined = joined.with_columns(
        firm_on_matter=pl.col("engaged_until") >= pl.col("period_start"),
        expected_currency=pl.when(in_matters).then("currency").otherwise(pl.lit(firm.currency)),
    )
    return joined.join(
        _budgets(joined, wanted), on=["matter_id", "currency"], how="left", maintain_order="left"
    )


def _budgets(invoices: pl.DataFrame, wanted: dict) -> pl.DataFrame:
    """Budget and billed_to_date of each (matter, invoice currency)."""
    columns = {"matter_id": pl.Int64, "currency": pl.String, "net": AMOUNT, "base": AMOUNT}
    billed: dict[int, list[tuple[str, Decimal, Decimal]]] = {}
    for matter_id, currency, net, base in frame_of(_BILLED, wanted, columns).iter_rows():
        billed.setdefault(matter_id, []).append((currency, net, base))
    wanted_pairs = invoices.select("matter_id", "currency", "matter_currency", "matter_budget").unique()
    rows = [
        (matter_id, currency, _converted(budget, own, currency), _sum_in(billed.get(matter_id, []), currency))
        for matter_id, currency, own, budget in wanted_pairs.iter_rows()
        if matter_id is not None
    ]
    schema = {"matter_id": pl.Int64, "currency": pl.String, "budget": AMOUNT, "billed_to_date": AMOUNT}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _sum_in(billed: list[tuple[str, Decimal, Decimal]], currency: str) -> Decimal | None:
    total = Decimal(0)
    for other, net, base in billed:
        amount = net if other == currency else _converted(base, settings.BASE_CURRENCY, currency)
        if amount is None:
            return None
        total += amount
    return total


def _converted(amount: Decimal | None, source: str, target: str) -> Decimal | None:
    """The amount at today's rates; None where a rate is missing, which leaves the budget rule silent."""
    if amount is None or source == target:
        return amount
    today = clock.today()
    try:
        return round_money(amount * rate_on(source, today).value / rate_on(target, today).value, target)
    except DomainError:
        return None
