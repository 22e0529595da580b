"""Dates that cannot be right: in the future, or outside the period the invoice says it covers."""

import polars as pl

from billing.review.batch import Scope
from billing.review.outcomes import REJECT_INVOICE, REJECT_LINE, WARN
from billing.review.parameters import Parameter
from billing.review.rule import Fact, Rule

_GRACE = Parameter(
    name="grace_days",
    kind="int",
    default=0,
    label="Days allowed",
    unit="days",
    help="Days by which a date may lie beyond the limit before the rule reports it.",
    minimum=0,
    maximum=31,
)


def _future_invoices(scope: Scope) -> pl.DataFrame:
    day = pl.col("invoice_date")
    late = scope.invoices.filter(day > _last_day(scope))
    return late.with_columns(subject=pl.lit("This invoice"), day=day, limit_day=_last_day(scope))


def _future_lines(scope: Scope) -> pl.DataFrame:
    day = pl.col("work_date")
    late = scope.lines.filter(day > _last_day(scope))
    return late.with_columns(subject=pl.format("Line {}", "position"), day=day, limit_day=_last_day(scope))


def _last_day(scope: Scope) -> pl.Expr:
    """The last day a date may name.

    Counted from receipt: a date that was in the future then does not become right by waiting.
    """
    known = pl.min_horizontal("received_date", pl.lit(scope.today))
    return known.dt.offset_by(f"{scope.params['grace_days']}d")


def _outside_period(scope: Scope) -> pl.DataFrame:
    grace = f"{scope.params['grace_days']}d"
    early = pl.col("work_date").dt.offset_by(grace) < pl.col("period_start")
    late = pl.col("work_date") > pl.col("period_end").dt.offset_by(grace)
    return scope.lines.filter(early | late)


RULES = (
    Rule(
        code="G06",
        title="Date in the future",
        checks="The invoice or one of its lines is dated after the day it was received.",
        guideline="Work is billed after it is done; no date may lie in the future.",
        message="{subject} is dated {day}, after {limit_day}, the last day it could bear.",
        outcomes=(REJECT_INVOICE, REJECT_LINE, WARN),
        default_outcome=REJECT_INVOICE,
        parameters=(_GRACE,),
        facts=(
            Fact("subject", "text", "the invoice, or the line by its place"),
            Fact("day", "date", "the date found"),
            Fact("limit_day", "date", "the last day allowed"),
        ),
        by_invoice=_future_invoices,
        by_line=_future_lines,
    ),
    Rule(
        code="G09",
        title="Line outside the billing period",
        checks="A line is dated before the first or after the last day of the invoice's billing period.",
        guideline="Every line is dated within the billing period of its invoice.",
        message="This line is dated {work_date}; the billing period is {period_start} to {period_end}.",
        outcomes=(REJECT_LINE, WARN),
        default_outcome=REJECT_LINE,
        parameters=(_GRACE,),
        facts=(
            Fact("work_date", "date", "date of the line"),
            Fact("period_start", "date", "first day billed"),
            Fact("period_end", "date", "last day billed"),
        ),
        by_line=_outside_period,
    ),
)
