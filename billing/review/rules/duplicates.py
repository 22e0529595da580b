"""The same work billed twice: on one invoice, on two of the batch, or on an earlier invoice."""

import polars as pl

from billing.review.batch import Batch, Scope, turn_of
from billing.review.narrative import narrative_key
from billing.review.outcomes import REJECT_LINE, WARN
from billing.review.rule import Fact, Rule

_SAME = ("firm_id", "timekeeper_code", "work_date", "units", "key")
_ALIKE = (*_SAME[:-1], "text")


def _repeated_lines(scope: Scope) -> pl.DataFrame:
    """Second and later occurrences of firm, person, date, hours and text, told which line they repeat: the
    first of all, by the order in which the invoices came.
    """
    earlier = _earlier(scope.batch)
    alike = _alike(_comparable(scope.batch.work), earlier, scope.batch.facts.lines)
    lines = alike.join(scope.batch.invoices.select("invoice_id", "invoice_number"), on="invoice_id")
    number = pl.coalesce("line_number", pl.col("position").cast(pl.String))
    own = lines.with_columns(turn_of(), earlier_invoice="invoice_number", earlier_line=number)
    both = pl.concat([earlier.drop("text"), own], how="diagonal")
    both = both.sort("turn", "arrival", "position", "line_id", nulls_last=True)
    first = ("turn", "invoice_id", "earlier_invoice", "earlier_line")
    placed = both.with_columns(
        pl.struct(_SAME).is_first_distinct().alias("is_first"),
        *(pl.col(name).first().over(_SAME).alias(f"_{name}") for name in first),
    )
    repeats = placed.filter(~pl.col("is_first"), pl.col("line_id").is_not_null())
    return scope.covered(_told(repeats))


def _comparable(work: pl.DataFrame) -> pl.DataFrame:
    """Lines with something to compare: a blank text says too little, a credit repeats nothing."""
    filled = [pl.col(column).is_not_null() for column in ("timekeeper_code", "work_date", "text")]
    lines = work.filter(*filled, pl.col("units") > 0, pl.col("total") > 0)
    return _of_one_code(lines.with_columns(timekeeper_code=_code()))


def _of_one_code(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with one code for each person we know, whatever ids the firm bills them under."""
    names = ("firm_id", "timekeeper_id")
    codes = lines.select(*names, "timekeeper_code").unique().drop_nulls()
    several = (
        codes.group_by(names).agg(pl.len(), code=pl.col("timekeeper_code").min()).filter(pl.col("len") > 1)
    )
    if several.is_empty():
        return lines
    joined = lines.join(several.drop("len"), on=names, how="left", maintain_order="left")
    return joined.with_columns(timekeeper_code=pl.coalesce("code", "timekeeper_code")).drop("code")


def _earlier(batch: Batch) -> pl.DataFrame:
    # Normalised once more, so that a key stored by an older version or by the database still agrees.
    keyed = batch.turns(batch.facts.prior_lines).with_columns(
        timekeeper_code=_code(),
        key=narrative_key(pl.col("narrative_key")),
        position=pl.col("earlier_line").cast(pl.Int64, strict=False),
    )
    first = keyed.sort("turn", "arrival", "position", "earlier_invoice", "earlier_line", nulls_last=True)
    first = first.unique((*_SAME, "turn"), keep="first", maintain_order=True)
    seen = ("turn", "arrival", "position", "earlier_invoice", "earlier_line")
    return first.select(*_SAME, *seen, text=pl.col("key").hash())


def _code() -> pl.Expr:
    return pl.col("timekeeper_code").str.strip_chars().str.to_uppercase()


def _alike(work: pl.DataFrame, earlier: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The few lines that share all but, perhaps, the text, with the text to compare word by word."""
    # Few texts come twice, and to look at one column is many times quicker than at five.
    again, before = pl.col("text").is_duplicated(), pl.col("text").is_in(earlier["text"].implode())
    alike = work.filter(again).filter(pl.struct(_ALIKE).is_duplicated())
    alike = alike.vstack(work.filter(before).join(earlier, on=_ALIKE, how="semi"))
    texts = lines.select("line_id", "line_number", key=pl.col("narrative"))
    joined = alike.unique("line_id").join(texts, on="line_id")
    return joined.with_columns(key=narrative_key(pl.col("key")))


def _told(hits: pl.DataFrame) -> pl.DataFrame:
    elsewhere = pl.format("line {} of invoice {}", "earlier_line", "earlier_invoice")
    here = pl.format("line {} of this invoice", "earlier_line")
    is_here = (pl.col("_invoice_id") == pl.col("invoice_id")).fill_null(False)
    columns = ("invoice_id", "line_id", "position", "total", "timekeeper", "work_date", "units")
    first = {"earlier_invoice": "_earlier_invoice", "earlier_line": "_earlier_line"}
    told = hits.select(*columns, is_here=is_here, **first)
    return told.with_columns(original=pl.when("is_here").then(here).otherwise(elsewhere))


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
