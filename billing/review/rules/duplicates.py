"""The same work billed twice: on one invoice, on two of the batch, or on an earlier invoice."""

import polars as pl

from billing.review.batch import Scope
from billing.review.narrative import narrative_key
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.rule import Fact, Rule

_SAME = ("firm_id", "timekeeper_code", "work_date", "units", "key")
_ALIKE = (*_SAME[:-1], "text")


def _repeated_lines(scope: Scope) -> pl.DataFrame:
    """Second and later occurrences of firm, person, date, hours and text, told which line they repeat."""
    earlier = _earlier(scope.batch.facts.prior_lines)
    lines = _alike(_comparable(scope.batch.work), earlier, scope.batch.facts.lines)
    repeats = pl.concat([_on_earlier_invoices(lines, earlier), _in_batch(lines, scope.batch.invoices)])
    return scope.covered(repeats.unique("line_id", keep="first", maintain_order=True))


def _comparable(work: pl.DataFrame) -> pl.DataFrame:
    """Lines with something to compare: a blank text says too little, a credit repeats nothing."""
    filled = [pl.col(column).is_not_null() for column in ("timekeeper_code", "work_date", "text")]
    return work.filter(*filled, pl.col("units") > 0, pl.col("total") > 0).with_columns(
        timekeeper_code=_code()
    )


def _earlier(prior: pl.DataFrame) -> pl.DataFrame:
    # Normalised once more, so that a key stored by an older version or by the database still agrees.
    keyed = prior.with_columns(timekeeper_code=_code(), key=narrative_key(pl.col("narrative_key")))
    first = keyed.sort("earlier_invoice", "earlier_line").unique(_SAME, keep="first", maintain_order=True)
    return first.select(*_SAME, "earlier_invoice", "earlier_line", text=pl.col("key").hash())


def _code() -> pl.Expr:
    return pl.col("timekeeper_code").str.strip_chars().str.to_uppercase()


def _alike(work: pl.DataFrame, earlier: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The few lines that share all but, perhaps, the text, with the text to compare word by word."""
    # Few texts come twice, and to look at one column is many times quicker than at five.
    again, before = pl.col("text").is_duplicated(), pl.col("text").is_in(earlier["text"].implode())
    alike = work.filter(again).filter(pl.struct(_ALIKE).is_duplicated())
    alike = alike.vstack(work.filter(before).join(earlier, on=_ALIKE, how="semi"))
    texts = lines.select("line_id", key=pl.col("narrative"))
    joined = alike.unique("line_id").join(texts, on="line_id")
    return joined.with_columns(key=narrative_key(pl.col("key"))).sort("sequence", "position", "line_id")


def _on_earlier_invoices(lines: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    hits = lines.join(earlier.drop("text"), on=_SAME, maintain_order="left")
    return _told(hits, pl.format("line {} of invoice {}", "earlier_line", "earlier_invoice"))


def _in_batch(lines: pl.DataFrame, invoices: pl.DataFrame) -> pl.DataFrame:
    numbers = invoices.select("invoice_id", "invoice_number")
    numbered = lines.join(numbers, on="invoice_id", maintain_order="left").with_columns(
        first_line=pl.col("line_id").first().over(_SAME),
        first_invoice=pl.col("invoice_id").first().over(_SAME),
        earlier_invoice=pl.col("invoice_number").first().over(_SAME),
        earlier_line=pl.col("position").first().over(_SAME).cast(pl.String),
    )
    hits = numbered.filter(pl.col("line_id") != pl.col("first_line"))
    elsewhere = pl.format("line {} of invoice {}", "earlier_line", "earlier_invoice")
    here = pl.format("line {} of this invoice", "earlier_line")
    return _told(
        hits, pl.when(pl.col("first_invoice") == pl.col("invoice_id")).then(here).otherwise(elsewhere)
    )


def _told(hits: pl.DataFrame, original: pl.Expr) -> pl.DataFrame:
    columns = ("invoice_id", "line_id", "position", "total", "timekeeper", "work_date", "units")
    return hits.with_columns(original=original).select(
        *columns, "earlier_invoice", "earlier_line", "original"
    )


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
        by_batch=_repeated_lines,
    ),
)
