"""A table as markup. What its look decides is drawn once; rows, pages, counts and tokens are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from legalops.web import lists
from legalops.web.csrf import TokenField
from legalops.web.kept import drawn
from legalops.web.outlines.gaps import Sheet
from legalops.web.outlines.outline import kept_outline

if TYPE_CHECKING:
    from legalops.web.tables.table import Table


def drawn_table(table: Table, target: str, title: str, bulk_actions: str) -> SafeString:
    """The table with its menus, rows and pages; its links swap the target."""
    template = engines["jinja2"].get_template("web/table.html").template
    parts = Parts(table, target)
    values = {
        "live": table,
        "label": title or table.noun,
        "title": title,
        "bulk_actions": bulk_actions,
        "changes": lists.keeper().changes(table),
        "csrf_input": TokenField(table.request),
    }
    looks = {
        "filled": bool(table.page.rows),
        "titled": bool(title),
        "later": table.counts_later,
        "following": bool(table.next_url),
        "preceding": bool(table.previous_url),
    }

    def draw(sheet: Sheet) -> str:
        return template.render(parts.drawn() | looks | {name: sheet.gap(name) for name in values})

    outline = looks["filled"] and kept_outline(("table", parts.key, *looks.values()), draw)
    if outline:
        return outline.filled(values)
    return mark_safe(template.render(parts.drawn() | looks | values))  # noqa: S308  (escaped)


class Parts:
    """The menus over a table and the names of its columns, which depend on its look alone."""

    def __init__(self, table: Table, target: str) -> None:
        self._table, self._target = table, target
        self.key = (table.look, target)

    def drawn(self) -> dict[str, Any]:
        """What the template of a table gets of them."""
        table, target = self._table, self._target
        menus = drawn("web/table_menus.html", table.look, table=table)
        head = drawn("web/table_columns.html", self.key, table=table, target=target)
        return {"table": table, "target": target, "menus": menus, "head": head}
