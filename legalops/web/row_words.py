"""Translations and addresses for the row engine, which asks for the same ones a thousand times a page."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language, gettext
from markupsafe import Markup

# Stand in for whole numbers while an address is taken apart; no key of ours gets near.
_MARKS = tuple(str(8_300_000_000_000_000_017 + n) for n in range(4))
# What every converter of ours takes as it is, and a word of it that no record is called.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_WORD = "stands-in-for-a-word-8300000017"


def translate(message: str, **variables: Any) -> Markup:
    """`_()` in row templates: the translation is trusted, what is put into it is escaped."""
    if variables:
        return Markup(gettext(message)) % variables  # noqa: S704  (our own words)
    return _translated(message, get_language())


@lru_cache(maxsize=4096)
def _translated(message: str, _language: str | None) -> Markup:
    return Markup(gettext(message)) % {}  # noqa: S704  (our own words; a doubled percent sign is one)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """`reverse`; for addresses made of whole numbers, or of one plain word, from pieces that are kept."""
    if not kwargs and len(args) == 1:
        return around(name)(args[0])
    if kwargs or len(args) > len(_MARKS) or not all(_is_number(arg) for arg in args):
        return reverse(name, args=args or None, kwargs=kwargs or None)
    pieces = _pieces(name, len(args), *place())
    return pieces[0] + "".join(f"{arg}{piece}" for arg, piece in zip(args, pieces[1:], strict=True))


def around(name: str) -> Callable[[Any], str]:
    """`url` of one value, for many values. What it gives of a number or a plain word needs no escaping, and
    `reverse` quotes all else.
    """
    return _around(name, *place())


@lru_cache(maxsize=512)
def _around(name: str, urlconf: str, prefix: str) -> Callable[[Any], str]:
    kept: dict[type, tuple[str, str]] = {}

    def address(value: Any) -> str:
        kind = type(value)
        if not (_is_number(value) if kind is int else kind is str and _PLAIN.fullmatch(value)):
            return reverse(name, args=[value])
        if kind not in kept:
            stand_in = _MARKS[0] if kind is int else _WORD
            before, _, after = reverse(name, args=[kind(stand_in)]).partition(stand_in)
            kept[kind] = (before, after)
        before, after = kept[kind]
        return f"{before}{value}{after}"

    return address


def _is_number(value: Any) -> bool:
    return type(value) is int and value >= 0


def place() -> tuple[str, str]:
    """What all addresses of an answer hang on: the urlconf and the prefix."""
    return get_urlconf() or settings.ROOT_URLCONF, get_script_prefix()


@lru_cache(maxsize=512)
def _pieces(name: str, count: int, _urlconf: str, _prefix: str) -> tuple[str, ...]:
    """The address between its numbers. Raises NoReverseMatch as `reverse` does."""
    marks, pieces = _MARKS[:count], []
    rest = reverse(name, args=[int(mark) for mark in marks] or None)
    for mark in marks:
        piece, _, rest = rest.partition(mark)
        pieces.append(piece)
    return (*pieces, rest)
