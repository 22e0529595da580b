"""Figures in words for messages and in machine form for evidence."""

from collections.abc import Iterable
from functools import cache

import polars as pl

from billing.review.facts import AMOUNT
from billing.review.rule import Fact

# As the pages write it.
MINUS = "\N{MINUS SIGN}"
_UNITS = ("minor_unit", "currency")
_FIGURE, _WORDS = "a figure", "it in words"


@cache
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
    facts = list(facts)
    if not facts:
        return hits, {}
    units = [name for name in _UNITS if hits[name].n_unique() > 1]
    told = pl.concat([hits.select(pl.col(fact.name).cast(AMOUNT).alias(_FIGURE), *_UNITS) for fact in facts])
    told = told.unique([_FIGURE, *units]).select(_FIGURE, *units, _money(pl.col(_FIGURE)).alias(_WORDS))
    words = {}
    for fact in facts:
        words[fact.name] = pl.col(f"{fact.name} in words")
        named = told.rename({_FIGURE: fact.name, _WORDS: f"{fact.name} in words"})
        hits = hits.with_columns(pl.col(fact.name).cast(AMOUNT)).join(
            named, on=[fact.name, *units], how="left", nulls_equal=True, maintain_order="left"
        )
    return hits, words


@cache
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
