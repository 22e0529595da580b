"""Units in which time is recorded."""

from decimal import Decimal

import polars as pl

from billing.review.batch import Scope
from billing.review.facts import AMOUNT
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.parameters import Parameter
from billing.review.rule import Fact, Rule


def _odd_increments(scope: Scope) -> pl.DataFrame:
    increment = pl.lit(scope.params["increment_hours"], AMOUNT)
    return scope.people.filter(pl.col("units") % increment != 0).with_columns(increment=increment)


RULES = (
    Rule(
        code="G38",
        title="Billing increment",
        checks="Hours are not a multiple of the agreed unit of time.",
        guideline="Time is recorded in tenths of an hour.",
        message="{timekeeper} billed {units} h on {work_date}; time is recorded in steps of {increment} h.",
        outcomes=(WARN, REJECT_LINE),
        default_outcome=WARN,
        parameters=(
            Parameter(
                name="increment_hours",
                kind="decimal",
                default=Decimal("0.1"),
                label="Increment",
                unit="h",
                help="Hours must be a multiple of this: 0.1 for six minutes, 0.25 for a quarter of an hour.",
                minimum=Decimal("0.01"),
                maximum=Decimal(1),
            ),
        ),
        facts=(
            Fact("timekeeper", "text", "whose time it is"),
            Fact("work_date", "date", "day of the work"),
            Fact("units", "hours", "hours billed"),
            Fact("increment", "hours", "unit of time agreed"),
        ),
        by_line=_odd_increments,
    ),
)
