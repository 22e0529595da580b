"""Cell content by kind, a whole column at a time: a page shows five hundred cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import get_language
from markupsafe import escape

from legalops.kernel import clock, notations
from legalops.kernel.money import exponent
from legalops.web import formats, markup
from legalops.web.tables.escaping import escaped

if TYPE_CHECKING:
    from legalops.web.tables.columns import Column

# The column and the page's rows to the content of the cells: what came from outside is escaped in it.
Fill: TypeAlias = "Callable[[Column, Sequence[Any]], list[str]]"
MISSING = f'<span class="lo-missing">{formats.MISSING}</span>'


def filled(column: Column, rows: Sequence[Any]) -> list[str]:
    """The cells of this column in all rows, without their links."""
    return _KINDS[column.kind](column, rows)


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


def _text(column: Column, rows: Sequence[Any]) -> list[str]:
    missing = markup.status(column.blank, "warn") if column.blank else MISSING
    return [text or missing for text in escaped(column.values(rows))]


def _money(column: Column, rows: Sequence[Any]) -> list[str]:
    bare = not column.currency_from
    styles: dict[str, tuple[str, Callable[[Any], str]]] = {}

    def style(currency: str) -> tuple[str, Callable[[Any], str]]:
        unit = "" if bare else f'<span class="lo-currency">{escape(currency)}</span>'
        return styles.setdefault(currency, (unit, formats.writer(exponent(currency))))

    def cell(value: Any, currency: str) -> str:
        unit, write = styles.get(currency) or style(currency)
        css = "lo-money lo-negative" if value < 0 else "lo-money"
        return f'<span class="{css}">{unit}{write(value)}</span>'

    amounts = zip(column.values(rows), column.currencies(rows), strict=True)
    return [MISSING if value is None else cell(value, currency or "") for value, currency in amounts]


def _number(column: Column, rows: Sequence[Any]) -> list[str]:
    write = formats.writer(column.places)
    return [MISSING if value is None or value == "" else write(value) for value in column.values(rows)]


def _percent(column: Column, rows: Sequence[Any]) -> list[str]:
    return [markup.percent_bar(value) for value in column.values(rows)]


def _day(column: Column, rows: Sequence[Any], *, relative: bool = False) -> list[str]:
    today = clock.today() if relative else None
    words = (notations.reader().code, get_language())

    def cell(value: Any) -> str:
        if type(value) is date:
            return _date_cell(value, today, words)
        return MISSING if value is None else markup.day(value, relative=relative)

    return list(map(cell, column.values(rows)))


@lru_cache(maxsize=8192)
def _date_cell(value: date, today: date | None, _words: tuple[str, str | None]) -> str:
    return str(markup.day(value, relative=today is not None))


def _due(column: Column, rows: Sequence[Any]) -> list[str]:
    return _day(column, rows, relative=True)


def _instant(column: Column, rows: Sequence[Any]) -> list[str]:
    return [markup.instant(value) for value in column.values(rows)]


def _status(column: Column, rows: Sequence[Any]) -> list[str]:
    tones, known = column.tones or {}, {None: MISSING, "": MISSING}

    def cell(row: Any, value: Any) -> str:
        if value not in known:
            known[value] = markup.status(status_label(column, row, value), tones.get(value, "neutral"))
        return known[value]

    return [cell(row, value) for row, value in zip(rows, column.values(rows), strict=True)]


def _tag(column: Column, rows: Sequence[Any]) -> list[str]:
    values = column.values(rows)
    return [f'<span class="lo-tag">{escape(value)}</span>' if value else MISSING for value in values]


_KINDS: dict[str, Fill] = {
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
