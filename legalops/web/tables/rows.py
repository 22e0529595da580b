"""The rows of a page as text: each column is filled for all rows, then each row is put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from legalops.web.tables import cells
from legalops.web.tables.addresses import attributes

if TYPE_CHECKING:
    from legalops.web.tables.columns import Column
    from legalops.web.tables.table import Table

_PIECE = "%s"


def lines(table: Table, rows: Sequence[Any]) -> list[Markup]:
    """Each row of this table with the columns chosen now."""
    links = _Links(rows)
    start, filled = _opening(table, links)
    pattern = [start]
    for column in table.state.columns:
        cell, parts = _cell(column, links)
        pattern.append(f'<td class="{column.css}">{cell}</td>' if column.css else f"<td>{cell}</td>")
        filled += parts
    row = f"{''.join(pattern)}</tr>"
    return [Markup(row % parts) for parts in zip(*filled, strict=True)]  # noqa: S704  (cells escape their own)


class _Links:
    """Addresses of the rows; the row itself and its first cell often lead to the same."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows
        self._known: dict[Callable[[Any], str], list[str]] = {}

    def of(self, href: Callable[[Any], str]) -> list[str]:
        if href not in self._known:
            self._known[href] = attributes(href, self.rows)
        return self._known[href]


def _opening(table: Table, links: _Links) -> tuple[str, list[list[Any]]]:
    """The row's own tag, where Enter and p lead, and its box to tick: a pattern and what goes into it."""
    pattern, filled = ["<tr data-row"], []
    for name, href in (("href", type(table).row_url), ("peek", type(table).peek_url)):
        if href:
            pattern.append(f' data-{name}="{_PIECE}"')
            filled.append(links.of(href))
    pattern.append(' tabindex="-1">')
    if table.selectable:
        pattern.append(_pick())
        filled.append([row.pk for row in links.rows])
    return "".join(pattern), filled


def _pick() -> str:
    label = escape(_("Select")).replace("%", "%%")
    box = f'<input type="checkbox" name="selected" value="{_PIECE}" data-select-row aria-label="{label}">'
    return f'<td class="lo-pick">{box}</td>'


def _cell(column: Column, links: _Links) -> tuple[str, list[list[str]]]:
    shown = cells.filled(column, links.rows)
    if column.href is None:
        return _PIECE, [shown]
    start = '<a class="lo-first" href="' if column.kind == "link" else '<a href="'
    urls = links.of(column.href)
    if all(urls):
        return f'{start}{_PIECE}">{_PIECE}</a>', [urls, shown]
    linked = [f'{start}{url}">{text}</a>' if url else text for url, text in zip(urls, shown, strict=True)]
    return _PIECE, [linked]
