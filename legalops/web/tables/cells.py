"""Cell content by kind. Plain strings with one escape each: a page shows five hundred of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import get_language
from markupsafe import Markup, escape

from legalops.kernel import clock
from legalops.kernel.money import exponent
from legalops.web import formats, markup
from legalops.web.tables.addresses import attribute

if TYPE_CHECKING:
    from legalops.web.tables.columns import Column

# A row to its cell's content: markup, with what came from outside escaped.
Show: TypeAlias = Callable[[Any], str]
MISSING = Markup(f'<span class="lo-missing">{formats.MISSING}</span>')  # noqa: S704  (constant)


def renderer(column: Column) -> Show:
    """The function that shows this column's cell of a row, linked where the column has an address.

    Made anew for every table shown: the language and the day of today are looked up once, not in each cell.
    """
    show = _KINDS[column.kind](column)
    if column.href is None:
        return show
    href = attribute(column.href)
    start = '<a class="lo-first" href="' if column.kind == "link" else '<a href="'

    def linked(row: Any) -> str:
        url = href(row)
        return f'{start}{url}">{show(row)}</a>' if url else show(row)

    return linked


def status_label(column: Column, row: Any, value: Any) -> str:
    """The word for a status: Django's display label where the row has one."""
    if column.labels:
        return str(column.labels.get(value, value))
    named = (
        getattr(row, f"get_{column.value or column.key}_display", None)
        if not callable(column.value)
        else None
    )
    return str(named() if named else getattr(value, "label", value if value is not None else ""))


def _text(column: Column) -> Show:
    read = column.read

    def show(row: Any) -> str:
        value = read(row)
        return MISSING if value is None or value == "" else escape(value)

    return show


def _money(column: Column) -> Show:
    read, currency_of = column.read, column.read_currency
    bare = not column.currency_from
    styles: dict[str, tuple[str, Callable[[Any], str]]] = {}

    def style(currency: str) -> tuple[str, Callable[[Any], str]]:
        unit = "" if bare else f'<span class="lo-currency">{escape(currency)}</span>'
        return styles.setdefault(currency, (unit, formats.writer(exponent(currency))))

    def show(row: Any) -> str:
        value = read(row)
        if value is None:
            return MISSING
        currency = currency_of(row) or ""
        unit, write = styles.get(currency) or style(currency)
        css = "lo-money lo-negative" if value < 0 else "lo-money"
        return f'<span class="{css}">{unit}{write(value)}</span>'

    return show


def _number(column: Column) -> Show:
    read, write = column.read, formats.writer(column.places)

    def show(row: Any) -> str:
        value = read(row)
        return MISSING if value is None or value == "" else write(value)

    return show


def _percent(column: Column) -> Show:
    read = column.read
    return lambda row: markup.percent_bar(read(row))


def _day(column: Column, *, relative: bool = False) -> Show:
    read, language = column.read, get_language()
    today = clock.today() if relative else None

    def show(row: Any) -> str:
        value = read(row)
        if type(value) is date:
            return _date_cell(value, today, language)
        return MISSING if value is None else markup.day(value, relative=relative)

    return show


@lru_cache(maxsize=8192)
def _date_cell(value: date, today: date | None, _language: str | None) -> str:
    return markup.day(value, relative=today is not None)


def _due(column: Column) -> Show:
    return _day(column, relative=True)


def _instant(column: Column) -> Show:
    read = column.read
    return lambda row: escape(formats.instant(read(row)))


def _status(column: Column) -> Show:
    read, tones = column.read, column.tones or {}
    known: dict[Any, str] = {}

    def show(row: Any) -> str:
        value = read(row)
        if value is None or value == "":
            return MISSING
        if value not in known:
            known[value] = markup.status(status_label(column, row, value), tones.get(value, "neutral"))
        return known[value]

    return show


def _tag(column: Column) -> Show:
    read = column.read

    def show(row: Any) -> str:
        value = read(row)
        return f'<span class="lo-tag">{escape(value)}</span>' if value else MISSING

    return show


_KINDS: dict[str, Callable[[Column], Show]] = {
    "text": _text,
    "link": _text,
    "money": _money,
    "number": _number,
    "percent": _percent,
    "date": _day,
    "due": _due,
    "instant": _instant,
    "status": _status,
    "tag": _tag,
}
