"""What people type, as values: dates, money, yes and no. Nothing ambiguous is guessed."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from django.utils.translation import gettext as _

DateOrder = Literal["day_first", "month_first", ""]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]+([a-z]+)\.?,?[ -]+(\d{4})", re.IGNORECASE)
_WORD_DAY = re.compile(r"([a-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CURRENCY = re.compile(r"^(?:[A-Z]{3}|[$€£¥])\s*|\s*(?:[A-Z]{3}|[$€£¥])$")
_YES = frozenset({"yes", "y", "true", "1", "x", "on"})
_NO = frozenset({"no", "n", "false", "0", "off"})


class Wrong(Exception):
    """A value cannot be taken: what is wrong, and how to mend it."""

    def __init__(self, wrong: str, mend: str) -> None:
        super().__init__(f"{wrong} {mend}")
        self.wrong, self.mend = wrong, mend


def is_ambiguous(text: str) -> bool:
    """Whether a date reads as two days: 03/04/2026 is 3 April or 4 March."""
    found = _SLASHED.fullmatch(text.strip())
    if not found or found[2] == ".":  # dots are written by those who put the day first
        return False
    first, second = int(found[1]), int(found[3])
    return first != second and 1 <= first <= 12 and 1 <= second <= 12


def first_ambiguous(texts: Iterable[str]) -> str:
    """The first ambiguous date, or nothing."""
    return next((text for text in texts if is_ambiguous(text)), "")


def to_date(text: str, order: DateOrder = "") -> date:
    """A date as people write it. `order` decides 03/04/2026. Raises Wrong."""
    text = text.strip()
    try:
        if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_WORD.fullmatch(text):
            return date(int(found[3]), _month(found[2]), int(found[1]))
        if found := _WORD_DAY.fullmatch(text):
            return date(int(found[3]), _month(found[1]), int(found[2]))
        if found := _SLASHED.fullmatch(text):
            return _slashed(found, text, order)
    except ValueError:
        pass
    raise Wrong(_("This is not a date."), _("Write it as 2026-04-03 or 3 Apr 2026."))


def _slashed(found: re.Match[str], text: str, order: DateOrder) -> date:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    year += 2000 if len(found[4]) == 2 else 0
    if is_ambiguous(text) and not order:
        raise Wrong(_("This can be two dates."), _("Say whether its day or its month is first."))
    if found[2] == ".":
        order = "day_first"
    elif not order:
        order = "day_first" if first > 12 else "month_first"
    return date(year, second, first) if order == "day_first" else date(year, first, second)


def _month(word: str) -> int:
    return _MONTHS.index(word.lower()[:3]) + 1


def to_decimal(text: str, *, decimals: int) -> Decimal:
    """An amount as people write it: 1,234.56 or 1.234,56 or $1 234.56 or (12.00). Raises Wrong."""
    bare = _CURRENCY.sub("", text.strip(), count=1).strip()
    negative = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
    bare = re.sub(r"[\s\u00a0\u202f'’]", "", bare.strip("()").lstrip("-+"))
    plain = _with_point(bare)
    if not _NUMBER.fullmatch(plain):
        raise Wrong(_("This is not an amount."), _("Write it as 1234.56, without words."))
    try:
        value = Decimal(plain)
    except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
        raise Wrong(_("This is not an amount."), _("Write it as 1234.56.")) from None
    if len(plain.partition(".")[2].rstrip("0")) > decimals:
        message = _("This amount has more than %d decimals.") % decimals
        raise Wrong(message, _("Round it as your contract says."))
    return -value if negative and value else value


def _with_point(bare: str) -> str:
    """Grouping signs removed, decimals after a point."""
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        group, mark = (".", ",") if comma > point else (",", ".")
        whole, _mark, rest = bare.rpartition(mark)
        return f"{_grouped(whole, group)}.{rest}"
    if comma >= 0:
        parts = bare.split(",")
        if len(parts) == 2 and len(parts[1]) != 3:
            return f"{parts[0]}.{parts[1]}"
        return _grouped(bare, ",")
    if bare.count(".") == 1 and len(bare.partition(".")[2]) == 3 and bare[0] != "0":
        whole, _mark, rest = bare.partition(".")
        message = _("This can be %(one)s or %(other)s.") % {"one": whole + rest, "other": f"{bare}0"}
        raise Wrong(message, _("Write it without a sign between thousands, or with two decimals."))
    return _grouped(bare, ".") if bare.count(".") > 1 else bare


def _grouped(whole: str, sign: str) -> str:
    parts = whole.split(sign)
    if any(len(part) != 3 for part in parts[1:]) or (len(parts) > 1 and not 1 <= len(parts[0]) <= 3):
        raise Wrong(_("The signs between thousands are out of place."), _("Write it as 1234.56."))
    return "".join(parts)


def to_boolean(text: str) -> bool:
    """Yes or no. Raises Wrong."""
    word = text.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Wrong(_("This is neither yes nor no."), _("Write yes or no."))
