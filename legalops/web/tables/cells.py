"""Cell content by kind. Plain strings with one escape each: a page shows five hundred of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from legalops.web import formats, markup

if TYPE_CHECKING:
    from legalops.web.tables.columns import Column

MISSING = Markup(f'<span class="lo-missing">{formats.MISSING}</span>')  # noqa: S704  (constant)


def renderer(column: Column) -> Callable[[Any], Markup]:
    """The function that shows this column's cell of a row, linked where the column has an address."""
    show = _KINDS[column.kind](column)
    if column.href is None:
        return show
    css = ' class="lo-first"' if column.kind == "link" else ""

    def linked(row: Any) -> Markup:
        url = column.href(row)
        return Markup(f'<a{css} href="{escape(url)}">{show(row)}</a>') if url else show(row)  # noqa: S704

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


def _text(column: Column) -> Callable[[Any], Markup]:
    read = column.read

    def show(row: Any) -> Markup:
        value = read(row)
        return MISSING if value is None or value == "" else escape(value)

    return show


def _money(column: Column) -> Callable[[Any], Markup]:
    read, currency_of = column.read, column.read_currency
    bare = not column.currency_from

    def show(row: Any) -> Markup:
        value = read(row)
        if value is None:
            return MISSING
        currency = currency_of(row) or ""
        css = "lo-money lo-negative" if value < 0 else "lo-money"
        unit = "" if bare else f'<span class="lo-currency">{escape(currency)}</span>'
        return Markup(f'<span class="{css}">{unit}{formats.amount(value, currency)}</span>')  # noqa: S704  (digits)

    return show


def _number(column: Column) -> Callable[[Any], Markup]:
    read, places = column.read, column.places

    def show(row: Any) -> Markup:
        value = read(row)
        return MISSING if value is None else Markup(formats.number(value, places))  # noqa: S704  (digits)

    return show


def _percent(column: Column) -> Callable[[Any], Markup]:
    read = column.read
    return lambda row: Markup(markup.percent_bar(read(row)))  # noqa: S704  (our own markup)


def _day(column: Column, *, relative: bool = False) -> Callable[[Any], Markup]:
    read = column.read
    return lambda row: Markup(markup.day(read(row), relative=relative))  # noqa: S704  (our own markup)


def _due(column: Column) -> Callable[[Any], Markup]:
    return _day(column, relative=True)


def _instant(column: Column) -> Callable[[Any], Markup]:
    read = column.read
    return lambda row: escape(formats.instant(read(row)))


def _status(column: Column) -> Callable[[Any], Markup]:
    read, tones = column.read, column.tones or {}

    def show(row: Any) -> Markup:
        value = read(row)
        if value is None or value == "":
            return MISSING
        return Markup(markup.status(status_label(column, row, value), tones.get(value, "neutral")))  # noqa: S704

    return show


def _tag(column: Column) -> Callable[[Any], Markup]:
    read = column.read

    def show(row: Any) -> Markup:
        value = read(row)
        return Markup(f'<span class="lo-tag">{escape(value)}</span>') if value else MISSING  # noqa: S704

    return show


_KINDS: dict[str, Callable[[Column], Callable[[Any], Markup]]] = {
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
