"""Who may work on the matter."""

import polars as pl

from billing.review.batch import Scope
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.rule import Fact, Rule


def _not_approved(scope: Scope) -> pl.DataFrame:
    # Unknown counts as not approved: a person whom nobody looked up has been approved by nobody.
    return scope.people.filter(~pl.col("timekeeper_approved").fill_null(False))


RULES = (
    Rule(
        code="G30",
        title="Timekeeper not approved",
        checks="The person who billed the time is not approved for the matter.",
        guideline="Only persons whom the legal department has approved for a matter bill time to it.",
        message="{timekeeper} is not approved to bill this matter ({work_date}, {units} h).",
        outcomes=(REJECT_LINE, WARN),
        default_outcome=REJECT_LINE,
        facts=(
            Fact("timekeeper", "text", "whose time it is"),
            Fact("timekeeper_code", "text", "the firm's code of the person"),
            Fact("classification", "text", "class of the person"),
            Fact("work_date", "date", "day of the work"),
            Fact("units", "hours", "hours billed"),
        ),
        by_line=_not_approved,
    ),
)
