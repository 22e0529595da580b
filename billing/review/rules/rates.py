"""Hourly rates against the rate approved for the person on the day of the work."""

from decimal import Decimal

import polars as pl

from billing.review.batch import Scope
from billing.review.money import EXACT, exact_product, proportion
from billing.review.outcomes import ADJUST, REJECT_LINE, WARN
from billing.review.parameters import Parameter
from billing.review.rule import Fact, Rule

_TIMEKEEPER = Fact("timekeeper", "text", "whose time it is")
_WORK_DATE = Fact("work_date", "date", "day of the work")
_RATE = Fact("unit_cost", "money", "rate billed per hour")

_ABOVE_PARAMETERS = (
    Parameter(
        name="tolerance",
        kind="decimal",
        default=Decimal(0),
        label="Tolerance",
        unit="per hour, in the invoice's currency",
        help="A rate may lie above the approved rate by this much. Beyond it the whole difference counts.",
        minimum=Decimal(0),
        maximum=Decimal(1000),
    ),
    Parameter(
        name="line_discount",
        kind="choice",
        default="offsets",
        label="Discount on the line",
        help="How a discount that the firm gave on the line counts against the difference in rate.",
        choices=(
            ("offsets", "It is taken off the difference (bills at list price less discount)"),
            ("shared", "It was given on the agreed rate: the difference shrinks in proportion"),
        ),
    ),
)


def _above_agreed(scope: Scope) -> pl.DataFrame:
    """Lines billed above the approved rate, with the cut that brings them to it.

    Overcharge = units × (rate billed − rate approved). A premium on the line is left alone. A discount of the
    line either offsets the overcharge, not below zero, or shares it: overcharge × (gross − discount) / gross.
    Tax follows the net amount it was charged on (LEDES 98BI totals include it); a line without a net amount
    is left alone. Invoices in another currency than agreed are left to G12: their rates cannot be compared.
    """
    dearer = scope.people.filter(
        pl.col("unit_cost") > pl.col("approved_rate") + scope.params["tolerance"],
        pl.col("units") > 0,
        pl.col("same_currency"),
    ).with_columns(
        excess=(pl.col("unit_cost") - pl.col("approved_rate")),
        discount=pl.min_horizontal(pl.col("adjustment").fill_null(Decimal(0)), pl.lit(Decimal(0))).abs(),
    )
    overcharge = exact_product(pl.col("units"), pl.col("excess"))
    gross = exact_product(pl.col("units"), pl.col("unit_cost"))
    if scope.params["line_discount"] == "offsets":
        net = overcharge - pl.col("discount").cast(EXACT)
    else:
        net = proportion(overcharge, gross - pl.col("discount").cast(EXACT), gross)
    charged = dearer.with_columns(net_cut=net).filter(pl.col("net_cut") > 0, _leaves_a_net_amount())
    return charged.with_columns(cut=_with_tax())


def _with_tax() -> pl.Expr:
    """The net cut with the tax that was charged on it."""
    tax = pl.col("tax_amount").fill_null(Decimal(0))
    grossed = proportion(pl.col("net_cut"), pl.col("total"), pl.col("total") - tax)
    return pl.when(tax != 0).then(grossed).otherwise(pl.col("net_cut"))


def _leaves_a_net_amount() -> pl.Expr:
    """Whether something is charged besides tax: where tax is all of the total or more, no rate was billed."""
    total, tax = pl.col("total"), pl.col("tax_amount").fill_null(Decimal(0))
    alike = ((total > 0) & (total > tax)) | ((total < 0) & (total < tax))
    return (tax == 0) | alike


def _no_rate(scope: Scope) -> pl.DataFrame:
    return scope.people.filter(pl.col("approved_rate").is_null())


RULES = (
    Rule(
        code="G26",
        title="Rate above the agreed rate",
        checks="The hourly rate is above the rate approved for this person on the day of the work.",
        guideline="Time is billed at the rates approved in writing before the work.",
        message=(
            "{timekeeper} billed {units} h on {work_date} at {unit_cost}; the approved rate is "
            "{approved_rate}, {excess} an hour less."
        ),
        outcomes=(ADJUST, WARN, REJECT_LINE),
        default_outcome=ADJUST,
        parameters=_ABOVE_PARAMETERS,
        facts=(
            _TIMEKEEPER,
            _WORK_DATE,
            Fact("units", "hours", "hours billed"),
            _RATE,
            Fact("approved_rate", "money", "rate approved per hour"),
            Fact("excess", "money", "difference per hour"),
            Fact("discount", "money", "discount the firm gave on the line"),
            Fact("tax_amount", "money", "tax in the line's total"),
        ),
        by_line=_above_agreed,
    ),
    Rule(
        code="G27",
        title="No rate on file",
        checks="No rate is approved for this person on the day of the work.",
        guideline="A person's rate is approved before the person's time is billed.",
        message="No rate of {timekeeper} is approved for {work_date}; the line bills {unit_cost} an hour.",
        outcomes=(REJECT_LINE, WARN),
        default_outcome=REJECT_LINE,
        facts=(_TIMEKEEPER, _WORK_DATE, _RATE),
        by_line=_no_rate,
    ),
)
