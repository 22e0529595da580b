"""How whoever reads sees numbers and days written; without a reader they are written as the product does."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_NO_BREAK, _NARROW = "\u00a0", "\u202f"


@dataclass(frozen=True, slots=True)
class Notation:
    """Signs between thousands and before decimals, what follows a figure in per cent, and patterns of days:
    whole, within a year, and after the name of the weekday. The signs are those of the CLDR.
    """

    code: str
    group: str
    point: str
    percent: str
    day: str
    in_year: str
    weekday: str = "{weekday} {day}"
    twelve_hours: bool = False

    def clock(self, at: time, *, seconds: bool = False) -> str:
        """A clock time: "14:05" or "2:05 PM"."""
        tail = f":{at.minute:02}:{at.second:02}" if seconds else f":{at.minute:02}"
        if not self.twelve_hours:
            return f"{at.hour:02}{tail}"
        return f"{at.hour % 12 or 12}{tail}{_NO_BREAK}{'AM' if at.hour < 12 else 'PM'}"

    @property
    def tag(self) -> str:
        """The language tag by which a browser writes numbers this way."""
        return "en" if self.code == ISO else self.code


ISO: Final = "iso"
_WORDS, _WORDS_IN_YEAR = "{d} {month} {y}", "{d} {month}"
_ALL = (
    Notation(
        "en-US", ",", ".", "%", "{month} {d}, {y}", "{month} {d}", "{weekday}, {day}", twelve_hours=True
    ),
    Notation("en-GB", ",", ".", "%", _WORDS, _WORDS_IN_YEAR),
    Notation("de-DE", ".", ",", f"{_NO_BREAK}%", "{d:02}.{m:02}.{y}", "{d:02}.{m:02}."),
    Notation("de-CH", "’", ".", "%", "{d:02}.{m:02}.{y}", "{d:02}.{m:02}."),
    Notation("fr-FR", _NARROW, ",", f"{_NO_BREAK}%", "{d:02}/{m:02}/{y}", "{d:02}/{m:02}"),
    Notation(ISO, ",", ".", "%", "{y:04}-{m:02}-{d:02}", "{y:04}-{m:02}-{d:02}"),
)
NOTATIONS: Final[Mapping[str, Notation]] = MappingProxyType({one.code: one for one in _ALL})
# What is written where nobody in particular reads: in files, in the ledger, through the API.
PRODUCTS: Final = NOTATIONS["en-GB"]


class _Reader:
    """Asked for the notation when the first number is shown, and only then."""

    __slots__ = ("_ask", "_known")

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self._known: Notation | None = None

    def notation(self) -> Notation:
        if self._known is None:
            self._known = of(self._ask())
        return self._known


_reader: ContextVar[_Reader | None] = ContextVar("notation of the reader", default=None)


def of(code: str) -> Notation:
    """The notation of this code; the product's for a code that there is none of."""
    return NOTATIONS.get(code, PRODUCTS)


def known_notation(code: str) -> None:
    """Raise ValidationError for a code that is no notation."""
    if code not in NOTATIONS:
        message = _("“%(code)s” is no way to write numbers and dates. Choose one of %(known)s.")
        raise ValidationError(message, params={"code": code, "known": ", ".join(NOTATIONS)})


def reader() -> Notation:
    """How the reader sees numbers and days written."""
    found = _reader.get()
    return PRODUCTS if found is None else found.notation()


@contextmanager
def reading_in(code: str | Callable[[], str]) -> Iterator[None]:
    """Write numbers and days in this notation; a callable is asked once, when the first is written."""
    token = _reader.set(_Reader(code if callable(code) else lambda: code))
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def as_the_product() -> Iterator[None]:
    """Write numbers and days as the product does: for what machines read and what is kept."""
    token = _reader.set(None)
    try:
        yield
    finally:
        _reader.reset(token)
