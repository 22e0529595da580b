"""The same work billed twice: on one invoice, on two of the batch, or on an earlier invoice."""

import polars as pl

from billing.review.batch import Scope
from billing.review.narrative import narrative_key
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.rule import Fact, Rule

_SAME = ("firm_id", "timekeeper_code", "work_date", "units", "key")


def _repeated_lines(scope: Scope) -> pl.DataFrame:
    """Second and later occurrences of firm, person, date, hours and text, told which line they repeat."""
    lines = _comparable(scope.batch.fees)
    found = pl.concat([_on_earlier_invoices(lines, scope.batch.facts.prior_lines), _in_batch(scope, lines)])
    return scope.covered(found.unique("line_id", keep="first", maintain_order=True))


def _comparable(fees: pl.DataFrame) -> pl.DataFrame:
    """Lines with something to compare: a blank text says too little, a credit repeats nothing."""
    coded = fees.with_columns(timekeeper_code=_code())
    filled = [pl.col(column).is_not_null() for column in ("timekeeper_code", "work_date")]
    return coded.filter(*filled, pl.col("key") != "", pl.col("units") > 0, pl.col("total") > 0)


def _code() -> pl.Expr:
    return pl.col("timekeeper_code").str.strip_chars().str.to_uppercase()


def _on_earlier_invoices(lines: pl.DataFrame, prior: pl.DataFrame) -> pl.DataFrame:
    # Normalised once more, so that a key stored by an older version or by the database still agrees.
    earlier = prior.with_columns(timekeeper_code=_code(), key=narrative_key(pl.col("narrative_key")))
    earlier = earlier.sort("earlier_invoice", "earlier_line").unique(_SAME, keep="first", maintain_order=True)
    hits = lines.join(earlier.select(*_SAME, "earlier_invoice", "earlier_line"), on=_SAME)
    return hits.with_columns(original=pl.format("line {} of invoice {}", "earlier_line", "earlier_invoice"))


def _in_batch(scope: Scope, lines: pl.DataFrame) -> pl.DataFrame:
    # Hashes first: they are cheap to group, and few lines are left to compare word by word.
    similar = lines.filter(pl.struct(*_SAME[:-1], pl.col("key").hash()).is_duplicated())
    numbered = similar.join(scope.batch.invoices.select("invoice_id", "invoice_number"), on="invoice_id")
    numbered = numbered.sort("sequence", "position", "line_id")
    hits = numbered.with_columns(
        first_line=pl.col("line_id").first().over(_SAME),
        first_invoice=pl.col("invoice_id").first().over(_SAME),
        earlier_invoice=pl.col("invoice_number").first().over(_SAME),
        earlier_line=pl.col("position").first().over(_SAME).cast(pl.String),
    ).filter(pl.col("line_id") != pl.col("first_line"))
    where = (
        pl.when(pl.col("first_invoice") == pl.col("invoice_id"))
        .then(pl.format("line {} of this invoice", "earlier_line"))
        .otherwise(pl.format("line {} of invoice {}", "earlier_line", "earlier_invoice"))
    )
    columns = [*lines.columns, "earlier_invoice", "earlier_line", "original"]
    return hits.with_columns(original=where).select(columns)


RULES = (
    Rule(
        code="G45",
        title="Duplicate line",
        checks="Date, person, hours and text are those of another line, on this or an earlier invoice.",
        guideline="Work is billed once.",
        message="{timekeeper}, {work_date}, {units} h with the same text was already billed: {original}.",
        outcomes=(REJECT_LINE, WARN),
        default_outcome=REJECT_LINE,
        facts=(
            Fact("timekeeper", "text", "whose time it is"),
            Fact("work_date", "date", "day of the work"),
            Fact("units", "hours", "hours billed"),
            Fact("earlier_invoice", "text", "invoice that bills it first"),
            Fact("earlier_line", "text", "line that bills it first"),
            Fact("original", "text", "both, as the message says them"),
        ),
        find=_repeated_lines,
    ),
)
