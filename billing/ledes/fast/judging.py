"""The judgement of a chunk of whole invoices: its lines, then its invoices, each in one query.

A query costs more to put together than to answer, so the expressions are kept from file to file.
"""

from functools import cache, lru_cache
from typing import NamedTuple

import polars as pl

from billing.ledes.errors import FastPathRefused
from billing.ledes.fast.checks import (
    LINES,
    RISING,
    STARTS,
    TAXES,
    invoice_tests,
    line_tests,
    own_fields,
    repeated_fields,
)
from billing.ledes.fast.numbers import check_dates, decimal, decimals, sums
from billing.ledes.fast.warnings import COUNTS
from billing.ledes.formats import FIELDS, Format
from billing.ledes.frames import SOURCE_LINE

NUMBER = "INVOICE_NUMBER"
_SUMMED = {LINES: "LINE_ITEM_TOTAL", TAXES: "LINE_ITEM_TAX_TOTAL"}
_OWN_DATE = "LINE_ITEM_DATE"


class Judged(NamedTuple):
    """Faultless lines with their numbers beside their texts, the first lines of their invoices with what
    these state, and how many lines have each of the oddities."""

    lines: pl.DataFrame
    invoices: pl.DataFrame
    oddities: tuple[int, ...]


def judge(chunk: pl.DataFrame, known: Format) -> Judged:
    """Judge whole invoices; raises FastPathRefused on any doubt."""
    lines = chunk.with_columns(_preparations(known))
    oddities = _judge_lines(lines, known)
    starts = lines[STARTS]
    invoices = lines.select(_of_invoice(known)).filter(starts)
    added = [
        sums(lines[decimal(name)].to_physical(), starts).alias(alias)
        for alias, name in _SUMMED.items()
        if name in lines.columns
    ]
    invoices = invoices.hstack(added).with_columns(_stated(known))
    _judge_invoices(invoices, known)
    return Judged(lines, invoices, oddities)


def starts_of(chunk: pl.DataFrame) -> pl.Series:
    """True on the first line of each invoice."""
    return chunk.select(_STARTS).to_series()


_STARTS = pl.col(NUMBER).ne_missing(pl.col(NUMBER).shift()).alias(STARTS)


@cache
def _preparations(known: Format) -> tuple[pl.Expr, ...]:
    return (_STARTS, *decimals(own_fields(known)))


@cache
def _stated(known: Format) -> tuple[pl.Expr, ...]:
    return tuple(decimals(repeated_fields(known)))


@cache
def _of_invoice(known: Format) -> tuple[str, ...]:
    return (NUMBER, SOURCE_LINE, *(field.name for field in repeated_fields(known)))


def _judge_lines(lines: pl.DataFrame, known: Format) -> tuple[int, ...]:
    blanks = dict(zip(lines.columns, lines.null_count().row(0), strict=True))
    _demand(not any(field.required and blanks[field.name] for field in FIELDS[known]))  # V103
    filled = tuple(field.name for field in FIELDS[known] if blanks[field.name] < lines.height)
    row = lines.select(_questions(known, filled)).row(0)
    oddities, (*tests, rising, days) = row[-len(COUNTS) :], row[: -len(COUNTS)]
    _demand(False not in tests)
    check_dates(days)
    _demand(rising or not lines.select(pl.col(STARTS).cum_sum(), "LINE_ITEM_NUMBER").is_duplicated().any())
    return oddities


@lru_cache(maxsize=64)
def _questions(known: Format, filled: tuple[str, ...]) -> tuple[pl.Expr, ...]:
    """The tests, whether line numbers rise, the days of work, and the counts of oddities."""
    days = pl.col(_OWN_DATE).unique().implode()
    return (*line_tests(known, filled), RISING.alias("rising"), days.alias("days"), *COUNTS)


def _judge_invoices(invoices: pl.DataFrame, known: Format) -> None:
    _demand(False not in invoices.select(invoice_tests(known)).row(0))
    for field in repeated_fields(known):
        if field.kind == "date":
            check_dates(invoices[field.name].unique())


def _demand(truth: bool) -> None:
    if not truth:
        raise FastPathRefused("A record needs a closer look.")
