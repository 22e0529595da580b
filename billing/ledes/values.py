"""Dates and numbers of the text formats, exact: amounts are whole ten-thousandths, never floats.

Number form (domain/ledes.md §1.1): digits, one point, optional leading dash; `1250.` and `.5` occur and
are read; a leading plus is read and warned about (W402).
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

AMOUNT_DECIMALS = 4
AMOUNT_SCALE: int = 10**AMOUNT_DECIMALS
RATE_DECIMALS = 8
RATE_SCALE: int = 10**RATE_DECIMALS
RATE_DIGITS = 4

# A cent, on the scales that products of amounts and rates live on (domain/ledes.md §1.3 point 6).
CENT = AMOUNT_SCALE // 100
CENT_OF_PRODUCT = CENT * AMOUNT_SCALE
CENT_OF_TAX = CENT_OF_PRODUCT * RATE_SCALE

_DATE = re.compile(r"(?:19|20)[0-9]{6}")
_CACHED = 20_000


def parse_date(text: str) -> date | None:
    """YYYYMMDD between 1900 and 2099 as a date, or None."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def parse_amount(text: str, digits: int = 10) -> int | None:
    """An amount or count in ten-thousandths, or None; at most `digits` before and 4 after the point."""
    return _parse_number(text, digits, AMOUNT_DECIMALS)


def parse_rate(text: str) -> int | None:
    """A tax rate in hundred-millionths, or None; whether it lies in [0, 1) is another question (T306)."""
    return _parse_number(text, RATE_DIGITS, RATE_DECIMALS)


def amount_text(value: int, scale: int = AMOUNT_DECIMALS) -> str:
    """Whole fractions of 10**-scale as plain digits, with two decimals, more only where needed."""
    whole, part = divmod(abs(value), 10**scale)
    decimals = f"{part:0{scale}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if value < 0 else ''}{whole}.{decimals}"


def amount(value: int) -> Decimal:
    """Ten-thousandths as a Decimal."""
    return Decimal(amount_text(value))


def rate(value: int) -> Decimal:
    """Hundred-millionths as a Decimal."""
    return Decimal(amount_text(value, RATE_DECIMALS))


def _parse_number(text: str, digits: int, decimals: int) -> int | None:
    match = _number(digits, decimals).fullmatch(text)
    if match is None:
        return None
    sign, whole, part = match.groups()
    value = int((whole or "0") + (part or "").ljust(decimals, "0"))
    return -value if sign == "-" else value


@cache
def _number(digits: int, decimals: int) -> re.Pattern[str]:
    return re.compile(rf"([-+]?)(?=\.?[0-9])([0-9]{{0,{digits}}})(?:\.([0-9]{{0,{decimals}}}))?")


class NotPlain(Exception):
    """A value that only the full record check may judge."""


class Cache(dict[K, V], Generic[K, V]):
    """Remembers what a function made of a value; bounded, so that memory stays flat on any file.

    The function returns None for a value that is not plainly good, which raises `NotPlain` each time.
    """

    def __init__(self, make: Callable[[K], V | None], limit: int = _CACHED) -> None:
        super().__init__()
        self._make = make
        self._limit = limit

    def __missing__(self, key: K) -> V:
        value = self._make(key)
        if value is None:
            raise NotPlain
        if len(self) >= self._limit:
            self.clear()
        self[key] = value
        return value
