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
from billing.ledes.fast.numbers import check_dates, decimal, decimals, sums, whole
from billing.ledes.fast.warnings import COUNTS
from billing.ledes.formats import FIELDS, Format
from billing.ledes.frames import SOURCE_LINE
from billing.ledes.minor_units import TOTALS, step

NUMBER = "INVOICE_NUMBER"
_SUMMED = {LINES: "LINE_ITEM_TOTAL", TAXES: "LINE_ITEM_TAX_TOTAL"}
_CURRENCY = "INVOICE_CURRENCY"
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
    _judge_minor_units(lines, invoices)
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


def _judge_minor_units(lines: pl.DataFrame, invoices: pl.DataFrame) -> None:
    """No total has decimals that its currency lacks (V102); asked only where such a currency is billed."""
    currencies = invoices[_CURRENCY].unique() if _CURRENCY in invoices.columns else ()
    steps = {code: least for code in currencies if (least := step(code)) > 1}
    for frame in (lines, invoices) if steps else ():
        totals = [name for name in TOTALS if decimal(name) in frame.columns]
        unit = pl.col(_CURRENCY).replace_strict(steps, default=1, return_dtype=pl.Int64)
        _demand(not any(frame.select((whole(name) % unit != 0).any()).item() for name in totals))


def _demand(truth: bool) -> None:
    if not truth:
        raise FastPathRefused("A record needs a closer look.")
