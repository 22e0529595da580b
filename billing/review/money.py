"""Exact money in columns: Decimal all the way, rounded half-up once per line to the currency's minor unit."""

from decimal import Decimal

import polars as pl

from billing.review.facts import AMOUNT

EXACT = pl.Decimal(38, 8)
"""Holds hours × rate without loss: four decimals times four decimals."""

FINE = pl.Decimal(38, 14)
"""Holds a quotient finely enough that rounding it again to a minor unit cannot cross a half."""


def exact_product(hours: pl.Expr, rate: pl.Expr) -> pl.Expr:
    """hours × rate with all eight decimals."""
    return hours.cast(EXACT) * rate.cast(EXACT)


def proportion(amount: pl.Expr, part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """amount × part / whole; null where whole is zero or null."""
    divisor = pl.when(whole != 0).then(whole)
    return amount.cast(FINE) * part / divisor


def rounded(amount: pl.Expr, minor_unit: pl.Expr) -> pl.Expr:
    """The amount rounded half-up to 0, 2 or 3 decimals (ISO 4217 minor unit; others round like 2)."""
    result = (
        pl.when(minor_unit == 0)
        .then(_half_up(amount, 0))
        .when(minor_unit == 3)
        .then(_half_up(amount, 3))
        .otherwise(_half_up(amount, 2))
    )
    return result.cast(AMOUNT)


def at_least_zero(amount: pl.Expr) -> pl.Expr:
    """The amount, or zero where it is negative or missing."""
    return pl.when(amount > 0).then(amount).otherwise(zero())


def zero() -> pl.Expr:
    """Nought as an amount."""
    return pl.lit(Decimal(0), dtype=AMOUNT)


def _half_up(amount: pl.Expr, decimals: int) -> pl.Expr:
    return amount.round(decimals, mode="half_away_from_zero")
