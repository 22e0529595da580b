"""Spend on the matter against its budget."""

from decimal import Decimal

import polars as pl

from billing.review.batch import Scope
from billing.review.facts import AMOUNT
from billing.review.outcomes import REJECT_INVOICE, WARN
from billing.review.parameters import Parameter
from billing.review.rule import Fact, Rule

_PARAMETERS = (
    Parameter(
        name="limit_percent",
        kind="int",
        default=100,
        label="Budget used up at",
        unit="%",
        help="Above this share of the budget the outcome set for the rule applies.",
        minimum=1,
        maximum=1000,
    ),
    Parameter(
        name="alert_percent",
        kind="int",
        default=80,
        label="Alert from",
        unit="%",
        help="From this share of the budget on the reviewer is warned. 0 switches the alert off.",
        minimum=0,
        maximum=1000,
    ),
)


def _above_budget(scope: Scope) -> pl.DataFrame:
    """Spend with this invoice, in the currency of the budget.

    An invoice in another currency than agreed is left to G12: adding it to the budget's would say nothing.
    """
    spend = pl.col("billed_to_date").fill_null(Decimal(0)) + pl.col("total")
    budgeted = scope.invoices.filter(pl.col("budget").is_not_null(), pl.col("same_currency"))
    counted = budgeted.with_columns(spend=spend.cast(AMOUNT))
    over = counted.with_columns(
        over=_reaches(scope.params["limit_percent"], strictly=True),
        percent=(pl.col("spend") * 100 // pl.when(pl.col("budget") > 0).then("budget")).cast(pl.Int64),
    )
    alert = scope.params["alert_percent"]
    alerted = _reaches(alert, strictly=False) if alert else pl.lit(False)
    return over.filter(pl.col("over") | alerted).with_columns(
        outcome=pl.when(~pl.col("over")).then(pl.lit(WARN)),
        share=pl.format("{}% of the budget of", "percent").fill_null("above the budget of"),
    )


def _reaches(percent: int, *, strictly: bool) -> pl.Expr:
    """Whether spend is above (or at) a share of the budget, compared without a division."""
    spend, share = pl.col("spend") * 100, pl.col("budget") * percent
    return spend > share if strictly else (spend >= share) & (pl.col("budget") > 0)


RULES = (
    Rule(
        code="G18",
        title="Invoice above the matter's budget",
        checks="What was billed on the matter, with this invoice, comes near its budget or above it.",
        guideline="Work that would exceed the budget of a matter is agreed before it is done.",
        message=("With invoice {invoice_number} of {total} this matter stands at {spend}, {share} {budget}."),
        outcomes=(WARN, REJECT_INVOICE),
        default_outcome=WARN,
        parameters=_PARAMETERS,
        facts=(
            Fact("invoice_number", "text", "the firm's invoice number"),
            Fact("total", "money", "this invoice"),
            Fact("billed_to_date", "money", "earlier invoices of the matter"),
            Fact("spend", "money", "both together"),
            Fact("budget", "money", "budget of the matter"),
            Fact("percent", "count", "whole per cent of the budget"),
            Fact("share", "text", "the percentage, as the message says it"),
        ),
        by_invoice=_above_budget,
    ),
)
