"""Dates and numbers of a frame, vectorised and exact: whole ten-thousandths, never floats."""

import polars as pl

from billing.ledes.errors import FastPathRefused
from billing.ledes.fields import Field
from billing.ledes.frames import AMOUNT, RATE

_DATE_FORM = r"^(?:19|20)[0-9]{6}$"
_RATE_FORM = r"^0?(?:\.[0-9]{1,8})?$"
# Products of two whole numbers below this stay exact in 64 bits.
_SAFE = 2**62


def check_forms(frame: pl.DataFrame, table: tuple[Field, ...]) -> None:
    """Refuse unless every date exists and every number is written in the usual form."""
    tests = []
    for field in table:
        column = pl.col(field.name)
        if field.kind == "date":
            days = column.unique()
            tests += [
                days.str.contains(_DATE_FORM).all(),
                days.str.to_date("%Y%m%d", strict=False).is_not_null().all(),
            ]
        elif field.kind == "amount":
            tests.append(column.str.contains(rf"^-?[0-9]{{1,{field.size}}}(?:\.[0-9]{{1,4}})?$").all())
        elif field.kind == "rate":
            tests.append(column.str.contains(_RATE_FORM).all())
    if not all(frame.select(test.alias(str(n)) for n, test in enumerate(tests)).row(0)):
        raise FastPathRefused("A date or a number needs a closer look.")


def exact_numbers(frame: pl.DataFrame, table: tuple[Field, ...]) -> pl.DataFrame:
    """The frame's amounts and rates as decimals, blank as null, by field name."""
    amounts = [field.name for field in table if field.kind == "amount"]
    rates = [field.name for field in table if field.kind == "rate"]
    return frame.select(pl.col(amounts).cast(AMOUNT), pl.col(rates).cast(RATE))


def whole_numbers(decimals: pl.DataFrame) -> pl.DataFrame:
    """Amounts in ten-thousandths and rates in hundred-millionths, blank as 0."""
    return decimals.select(pl.all().to_physical().cast(pl.Int64).fill_null(0))


def product_type(left: pl.Series, right: pl.Series) -> type[pl.DataType]:
    """The narrowest integer in which the products of two columns cannot overflow."""
    one, other = (series.abs().max() for series in (left, right))
    fits = isinstance(one, int) and isinstance(other, int) and one * other < _SAFE
    return pl.Int64 if fits else pl.Int128
