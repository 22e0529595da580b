"""Dates and numbers of a frame, vectorised and exact: whole ten-thousandths, never floats."""

from collections.abc import Iterable

import polars as pl

from billing.ledes.errors import FastPathRefused
from billing.ledes.fields import Field
from billing.ledes.frames import AMOUNT, RATE
from billing.ledes.values import parse_date

_RATE_FORM = r"^0?(?:\.[0-9]{1,8})?$"
_DECIMALS = {"amount": AMOUNT, "rate": RATE}


def numbers_of(fields: Iterable[Field]) -> list[Field]:
    """The amounts and rates among the fields."""
    return [field for field in fields if field.kind in _DECIMALS]


def form_tests(fields: Iterable[Field]) -> list[pl.Expr]:
    """Whether every number is written in the usual form (V102, W402)."""
    return [pl.col(field.name).str.contains(_form(field)).all() for field in numbers_of(fields)]


def decimals(fields: Iterable[Field]) -> list[pl.Expr]:
    """The numbers of the fields, in columns that `decimal` names; null where blank or not a number."""
    return [
        pl.col(field.name).cast(_DECIMALS[field.kind], strict=False).alias(decimal(field.name))
        for field in numbers_of(fields)
    ]


def decimal(name: str) -> str:
    """The column that holds the number of a field, beside its text."""
    return f"{name} as decimal"


def whole(name: str) -> pl.Expr:
    """An amount in ten-thousandths, or a rate in hundred-millionths, blank as 0."""
    return pl.col(decimal(name)).to_physical().fill_null(0)


def check_dates(days: Iterable[str]) -> None:
    """Refuse unless each of the days exists (V101)."""
    if not all(map(parse_date, days)):
        raise FastPathRefused("A date needs a closer look.")


def sums(values: pl.Series, starts: pl.Series) -> pl.Series:
    """The sums of the values of each run that begins where `starts` is true, as it is on the first row."""
    running = values.cum_sum()
    before = running.filter(starts) - values.filter(starts)
    return before.slice(1).extend(running.tail(1)) - before


def _form(field: Field) -> str:
    return _RATE_FORM if field.kind == "rate" else rf"^-?[0-9]{{1,{field.size}}}(?:\.[0-9]{{1,4}})?$"
