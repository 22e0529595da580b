"""Numbers as people type them: in the notation they read, or plainly with a point before the decimals.

What both would read, and read differently ("1.234" where points group thousands), is refused, not guessed.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from legalops.kernel.notations import PRODUCTS, Notation

# What stands for one sign: people type the apostrophe and the space that their keyboard has.
_SAME: Final = {"’": "['’]", "\u202f": "[ \u00a0\u202f]", "\u00a0": "[ \u00a0\u202f]"}
_MINUS: Final = "\u2212"


class NoNumber(ValueError):
    """The text is no number in either notation."""


class Ambiguous(ValueError):
    """The text is one number in the reader's notation and another one in the plain."""

    def __init__(self, own: Decimal, plain: Decimal) -> None:
        self.own, self.plain = own, plain
        super().__init__(f"{own} or {plain}")


def read(text: str, notation: Notation) -> Decimal:
    """The number that was typed. Raises NoNumber or Ambiguous."""
    text = text.strip().replace(_MINUS, "-")
    own, plain = _in(text, notation), _in(text, PRODUCTS)
    if own is not None and plain is not None and own != plain:
        raise Ambiguous(own, plain)
    found = plain if own is None else own
    if found is None:
        raise NoNumber(text)
    return found


def written(value: Decimal, notation: Notation) -> str:
    """The number for a box, without signs between thousands; `read` takes it as it is."""
    text = format(value, "f").replace(".", notation.point)
    # 1,234 for one and a bit is also a plain thousand and more: a fourth decimal makes it one number.
    if notation.point != PRODUCTS.point and re.fullmatch(r"-?\d{1,3},\d{3}", text):
        text += "0"
    return text


def _in(text: str, notation: Notation) -> Decimal | None:
    if not (found := _grammar(notation.group, notation.point).fullmatch(text)):
        return None
    sign, whole, decimals = found["sign"], re.sub(r"\D", "", found["whole"] or ""), found["decimals"] or ""
    digits = f"{sign}{whole or 0}.{decimals}" if decimals else f"{sign}{whole}"
    return Decimal(digits) if whole or decimals else None


@lru_cache(maxsize=16)
def _grammar(group: str, point: str) -> re.Pattern[str]:
    between = _SAME.get(group, re.escape(group))
    whole = rf"(?P<whole>\d+|\d{{1,3}}(?:(?P<mark>{between})\d{{3}})(?:(?P=mark)\d{{3}})*)?"
    return re.compile(rf"(?P<sign>[+-]?){whole}(?:{re.escape(point)}(?P<decimals>\d*))?", re.ASCII)
