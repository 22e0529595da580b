"""Figures in words for messages and in machine form for evidence."""

from collections.abc import Iterable

import polars as pl

from billing.review.facts import AMOUNT
from billing.review.rule import Fact

# As the pages write it.
MINUS = "\N{MINUS SIGN}"


def in_words(fact: Fact) -> pl.Expr:
    """The figure as a person reads it: "14 May 2025", "13.2", "USD 1,250.00"."""
    column = pl.col(fact.name)
    match fact.kind:
        case "date":
            return column.dt.strftime("%-d %B %Y")
        case "hours":
            return _trimmed(column)
        case "money":
            return _money(column)
        case _:
            return column.cast(pl.String)


def with_money_in_words(hits: pl.DataFrame, facts: Iterable[Fact]) -> tuple[pl.DataFrame, dict[str, pl.Expr]]:
    """The hits with each of these amounts in words, and by name where each stands.

    Thousands of hits share some dozens of rates, so each amount is put into words once. Nearly always they
    share the currency too, and to look up by one column is ten times quicker than by three.
    """
    words = {}
    units = [name for name in ("minor_unit", "currency") if hits[name].n_unique() > 1]
    for fact in facts:
        amount = [fact.name, *units]
        told = hits.select(fact.name, "minor_unit", "currency").unique(amount)
        told = told.select(*amount, in_words(fact).alias(f"{fact.name} in words"))
        hits = hits.join(told, on=amount, how="left", nulls_equal=True, maintain_order="left")
        words[fact.name] = pl.col(f"{fact.name} in words")
    return hits, words


def as_evidence(fact: Fact) -> pl.Expr:
    """The figure as a program reads it: ISO dates, numbers as text with a point, counts as integers."""
    column = pl.col(fact.name)
    if fact.kind in ("hours", "money"):
        return _trimmed(column).alias(fact.name)
    return column.dt.to_string("iso").alias(fact.name) if fact.kind == "date" else column


def _plain(column: pl.Expr) -> pl.Expr:
    return column.cast(AMOUNT).cast(pl.String)


def _trimmed(column: pl.Expr) -> pl.Expr:
    """Without closing zeros: 13.2000 becomes 13.2, 8.0000 becomes 8."""
    return _plain(column).str.strip_chars_end("0").str.strip_chars_end(".")


def _money(column: pl.Expr) -> pl.Expr:
    """At least the decimals of the currency, all that a rate has; thousands apart; currency named."""
    text = _plain(column)
    number = _grouped(text) + "." + text.str.slice(-4)
    decimals = (
        pl.when(pl.col("minor_unit") == 0)
        .then(number.str.replace(r"\.?0+$", ""))
        .when(pl.col("minor_unit") == 3)
        .then(number.str.replace(r"(\.\d{3})0$", "$1"))
        .otherwise(number.str.replace(r"(\.\d\d(?:\d*[1-9])?)0+$", "$1"))
    )
    return (pl.col("currency") + " ").fill_null("") + decimals


def _grouped(text: pl.Expr) -> pl.Expr:
    """The whole part with a comma between thousands. Counted from the end, hence turned round twice."""
    whole = text.str.head(-5).str.strip_chars_start("-")
    grouped = whole.str.reverse().str.replace_all(r"(\d{3})", "$1,").str.strip_chars_end(",").str.reverse()
    return pl.when(text.str.starts_with("-")).then(MINUS + grouped).otherwise(grouped)
