"""Task codes of fee lines against the code sets in use."""

import polars as pl

from billing.review.batch import Scope
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.parameters import Parameter
from billing.review.rule import Fact, Rule


def _bad_task_codes(scope: Scope) -> pl.DataFrame:
    """Each code is judged once: a hundred thousand lines carry some dozens of them."""
    code = pl.col("task_code").str.strip_chars().str.to_uppercase()
    known = sorted({each.upper() for each in scope.batch.facts.task_codes})
    missing = code.is_null() | (code == "")
    unknown = ~missing & ~code.is_in(known)
    too_broad = code.str.ends_with("00") if scope.params["phase_codes"] == "refuse" else pl.lit(False)
    reason = (
        pl.when(missing)
        .then(pl.lit("has no task code"))
        .when(unknown)
        .then(pl.format("has the task code {}, which is not in the code sets in use", code))
        .otherwise(pl.format("has the phase code {}; the task within the phase is needed", code))
    )
    codes = scope.fees.select("task_code").unique().with_columns(reason=reason)
    bad = codes.filter(missing | unknown | too_broad)
    return scope.fees.join(bad, on="task_code", nulls_equal=True, maintain_order="left")


RULES = (
    Rule(
        code="G47",
        title="Task code missing or unknown",
        checks="A fee line has no task code, or one that is not in the code sets in use.",
        guideline="Every fee line carries a valid task code.",
        message="This line {reason}.",
        outcomes=(REJECT_LINE, WARN),
        default_outcome=REJECT_LINE,
        parameters=(
            Parameter(
                name="phase_codes",
                kind="choice",
                default="accept",
                label="Phase codes",
                help="Codes ending in 00 name a phase, not a task.",
                choices=(("accept", "Accept codes of a phase"), ("refuse", "Ask for the task")),
            ),
        ),
        facts=(
            Fact("task_code", "text", "the code found"),
            Fact("reason", "text", "what is wrong with it"),
        ),
        by_line=_bad_task_codes,
    ),
)
