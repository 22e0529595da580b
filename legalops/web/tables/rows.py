"""A whole row as text: the cells' functions are looked up once a table, not once a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from legalops.web.tables import cells
from legalops.web.tables.addresses import attribute

if TYPE_CHECKING:
    from legalops.web.tables.table import Table

Shown: TypeAlias = Callable[[Any], str]


def row_renderer(table: Table) -> Callable[[Any], Markup]:
    """The function that shows a row of this table with the columns chosen now."""
    opening = _opening(table)
    columns = [
        (f'<td class="{one.css}">' if one.css else "<td>", cells.renderer(one)) for one in table.state.columns
    ]

    def line(row: Any) -> Markup:
        # Not start + show(row): adding to markup would escape the tag.
        shown = "</td>".join([f"{start}{show(row)}" for start, show in columns])
        return Markup(f"{opening(row)}{shown}</td></tr>")  # noqa: S704  (every cell escapes its own)

    return line


def _opening(table: Table) -> Shown:
    """The row's own tag, where Enter and p lead, and its box to tick."""
    row_url, peek_url = type(table).row_url, type(table).peek_url
    href = attribute(row_url) if row_url else None
    peek = attribute(peek_url) if peek_url else None
    pick = _pick() if table.selectable else None

    def opening(row: Any) -> str:
        parts = ["<tr data-row"]
        if href:
            parts.append(f' data-href="{href(row)}"')
        if peek:
            parts.append(f' data-peek="{peek(row)}"')
        parts.append(' tabindex="-1">')
        if pick:
            parts.append(pick(row))
        return "".join(parts)

    return opening


def _pick() -> Shown:
    label = escape(_("Select"))
    before = '<td class="lo-pick"><input type="checkbox" name="selected" value="'
    after = f'" data-select-row aria-label="{label}"></td>'
    return lambda row: f"{before}{row.pk}{after}"
