"""The table bound to a request and a queryset that is already narrowed to what the person may see."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template import engines
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from legalops.web import exports, formats, htmx, lists
from legalops.web.kept import place_of
from legalops.web.tables.columns import Column
from legalops.web.tables.counts import CappedCount, capped_count
from legalops.web.tables.groups import GroupHeader, with_headers
from legalops.web.tables.keyset import Page, Read, SortKey, ordered, paginate
from legalops.web.tables.late_rows import LateRows
from legalops.web.tables.rows import lines
from legalops.web.tables.state import TableState, read_state, sort_link
from legalops.web.urlstate import with_query

_COUNT = "count"


@dataclass(frozen=True, slots=True)
class EmptyState:
    """What an empty table says: what will be here, and the first step."""

    title: str | Promise
    text: str | Promise = ""
    action_label: str | Promise = ""
    action_url: str = ""
    icon: str = "inbox"


@dataclass(frozen=True, slots=True)
class Header:
    """A column's head: its sort link and present direction."""

    column: Column
    url: str
    direction: str


class Table:
    """Subclass it: id, columns, default sort, what a row leads to. `rows` must come from `visible_to`.

    `id` is the DOM id that links, filters and pages replace. `noun` names the rows ("invoices"), `noun_one`
    a single one ("invoice"). `row_url` makes Enter open a row, `peek_url` makes p preview it.
    `rows_template` replaces the plain rows by the domain's own Jinja2 template, which gets `rows`, `table`,
    `columns` and `line`, the function that shows a row. `prefix` keeps two tables of one page apart.

    With `late_count` a list of several pages is shown first and counted by a request of its own; the view
    must then answer with `answer()` where that is not None.

    A table that names what it `reads` besides its columns' paths (for addresses and computed values) gets
    its rows as records of those paths alone; all others get instances.
    """

    id: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    default_sort: ClassVar[str]
    noun: ClassVar[str | Promise] = ""
    noun_one: ClassVar[str | Promise] = ""
    empty: ClassVar[EmptyState] = EmptyState("")
    per_page: ClassVar[int] = 50
    selectable: bool = False
    exportable: ClassVar[bool] = True
    rows_template: ClassVar[str] = "web/rows.html"
    prefix: ClassVar[str] = ""
    row_url: ClassVar[Callable[[Any], str] | None] = None
    peek_url: ClassVar[Callable[[Any], str] | None] = None
    reads: ClassVar[Sequence[str] | None] = None
    late_count: ClassVar[bool] = False

    def __init__(self, request: HttpRequest, rows: QuerySet | LateRows, *, filtered: bool = False) -> None:
        self.request = request
        self._given = rows
        self.filtered = filtered
        # Rows can be selected where this person has something to do with a selection.
        self.selectable = self.selectable or lists.keeper().has_changes(
            getattr(request, "user", None), self.id
        )

    @cached_property
    def queryset(self) -> QuerySet:
        """All rows of all pages."""
        return self._given.queryset if isinstance(self._given, LateRows) else self._given

    @cached_property
    def state(self) -> TableState:
        """What the address asks for."""
        return read_state(self.request, self.id, self.columns, self.default_sort, self.prefix)

    @cached_property
    def page(self) -> Page:
        """The rows to show; one query (two where NULLs begin)."""
        return paginate(self._source, self.sort_keys, size=self.per_page, cursor=self.state.cursor)

    @property
    def _source(self) -> QuerySet | Read:
        if isinstance(self._given, LateRows) and self.reads is not None:
            return self._given.reader(tuple(self._paths))
        return self.source

    @cached_property
    def source(self) -> QuerySet:
        """What rows are read from: the queryset itself, or its records."""
        return self.queryset if self.reads is None else self.queryset.values_list(*self._paths, named=True)

    @cached_property
    def count(self) -> CappedCount:
        """How many rows the filter leaves, counted up to a cap."""
        return capped_count(self.queryset)

    @property
    def counts_later(self) -> bool:
        """Whether the page says "50+" and asks for the count when it is shown: counting a long list costs as
        much as reading its page.
        """
        told = "count" in self.__dict__ or f"{self.prefix}{_COUNT}" in self.request.GET
        return self.late_count and not told and self._goes_on

    @property
    def counted(self) -> str:
        """How many there are, in words: "1 invoice", "1,000+ invoices"."""
        return f"{self._known} {self._noun_for(self._known.number)}".strip()

    @property
    def place(self) -> str:
        """What the foot of a page says: "50 of 1,234 invoices on this page"."""
        shown, noun = formats.number(len(self.page.rows)), self._noun_for(self._known.number)
        if self.counts_later:
            return _("%(n)s %(noun)s on this page") % {"n": shown, "noun": noun}
        said = _("%(n)s of %(total)s %(noun)s on this page")
        return said % {"n": shown, "total": self._known, "noun": noun}

    @property
    def here(self) -> str:
        """The address that is shown, for the count that comes later."""
        return self.request.get_full_path()

    @property
    def count_url(self) -> str:
        """This page with the count in it, for those without scripts."""
        return self._url(cursor=self.state.cursor, **{_COUNT: "1"})

    @property
    def _known(self) -> CappedCount:
        if "count" in self.__dict__ or (self._goes_on and not self.counts_later):
            return self.count
        return CappedCount(len(self.page.rows), capped=self._goes_on)

    @property
    def _goes_on(self) -> bool:
        return bool(self.page.next or self.page.previous)

    def _noun_for(self, number: int) -> str:
        return str(self.noun_one if number == 1 and self.noun_one else self.noun)

    @cached_property
    def sort_keys(self) -> list[SortKey]:
        """Group first, then the chosen column."""
        by_key = {column.key: column for column in self.columns}
        names = [name for name in (self.state.group, self.state.sort) if name]
        keys = [(by_key[name.removeprefix("-")], name.startswith("-")) for name in names]
        return [SortKey(column.sort, descending, column.nullable) for column, descending in keys]

    @cached_property
    def headers(self) -> list[Header]:
        """The shown columns with their sort links."""
        return [self._header(column) for column in self.state.columns]

    @cached_property
    def look(self) -> tuple[Hashable, ...]:
        """All that menus and column names depend on."""
        place = place_of(self.request, self.prefix)
        return type(self), place, self.state.columns, self.state.sort, self.selectable

    @property
    def rows_html(self) -> SafeString:
        """All rows of the page, between the headers of their groups."""
        rows = self.page.rows
        drawn_lines = lines(self, rows)
        if not self.state.group and self.rows_template == "web/rows.html":
            return mark_safe("".join(drawn_lines))  # noqa: S308  (every cell escapes its own)
        by_row = dict(zip(map(id, rows), drawn_lines, strict=True))
        context = {
            "table": self,
            "rows": self._rows(),
            "columns": self.state.columns,
            "grouped": bool(self.state.group),
            "line": lambda row: by_row[id(row)],
        }
        template = engines["jinja2"].get_template(self.rows_template)
        return mark_safe(template.render(context, self.request))  # noqa: S308  (autoescaped)

    @cached_property
    def next_url(self) -> str:
        """Address of the next page, empty at the end."""
        return self._page_url(self.page.next)

    @cached_property
    def previous_url(self) -> str:
        """Address of the previous page, empty on the first."""
        return self._page_url(self.page.previous)

    @cached_property
    def groupable(self) -> list[tuple[Column, str]]:
        """Columns one can group by, each with its address; the present one's address ungroups."""
        return [
            (column, self._url(group=None if column.key == self.state.group else column.key))
            for column in self.columns
            if column.groupable
        ]

    @property
    def ungroup_url(self) -> str:
        """The list without groups."""
        return self._url(group=None)

    @property
    def default_columns_url(self) -> str:
        """Back to the columns the table ships with."""
        return self._url(cols="default")

    @cached_property
    def shown_keys(self) -> frozenset[str]:
        """Keys of the shown columns, for the chooser's ticks."""
        return frozenset(column.key for column in self.state.columns)

    @property
    def choosable(self) -> list[Column]:
        """All columns for the chooser: the shown ones in their order, then the others."""
        shown = self.state.columns
        return [*shown, *(column for column in self.columns if column not in shown)]

    @property
    def other_params(self) -> list[tuple[str, str]]:
        """Parameters that the column chooser's form must carry along."""
        dropped = {f"{self.prefix}cols", f"{self.prefix}cursor"}
        return [(name, v) for name, values in self.request.GET.lists() if name not in dropped for v in values]

    def export_url(self, kind: str) -> str:
        """Address of the export with the same filters and columns."""
        return self._url(export=kind)

    @property
    def csv_url(self) -> str:
        """The rows as CSV."""
        return self.export_url("csv")

    @property
    def xlsx_url(self) -> str:
        """The rows as a workbook."""
        return self.export_url("xlsx")

    def answer(self) -> HttpResponseBase | None:
        """What is asked for in place of a page: the count that comes after the rows, an export, or the saved
        view that opens where the address asks for nothing.
        """
        if opening := self._opening():
            return HttpResponseRedirect(opening)
        if not self.late_count or htmx.target(self.request) != f"{self.id}-count":
            return self.export()
        said = f"{self.count} {self._noun_for(self.count.number)}".strip()
        return HttpResponse(escape(said), headers={"Vary": "HX-Request, HX-Target"})

    def export(self) -> HttpResponseBase | None:
        """The export that the address asks for (`export=csv` or `xlsx`), or None for a normal page."""
        kind = self.request.GET.get(f"{self.prefix}export", "")
        if not self.exportable or kind not in ("csv", "xlsx"):
            return None
        exports.record_export(self.request, self.id, kind, rows=str(self.count))
        return exports.respond(kind, self.id, self.state.columns, ordered(self.source, self.sort_keys))

    def _opening(self) -> str:
        if self.request.GET or htmx.is_fragment(self.request):
            return ""
        return lists.keeper().opening(self.request, self.id)

    def _rows(self) -> Any:
        if not self.state.group:
            return self.page.rows
        column = next(column for column in self.columns if column.key == self.state.group)
        summed = [one for one in self.state.columns if one.subtotal]
        return with_headers(self.page.rows, self.queryset, column, summed)

    @property
    def _paths(self) -> dict[str, None]:
        columns = self.state.columns
        shown = [column.value or column.key for column in columns if not callable(column.value)]
        units = [column.currency_from for column in columns if column.currency_from]
        by_key = [key.path for key in self.sort_keys]
        return dict.fromkeys(["pk", *(self.reads or ()), *shown, *units, *by_key])

    @staticmethod
    def is_group(row: Any) -> bool:
        """Whether an entry of the rows is a group's header."""
        return isinstance(row, GroupHeader)

    def _header(self, column: Column) -> Header:
        if not column.sort:
            return Header(column, "", "")
        direction = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.state.sort, "")
        return Header(column, sort_link(self.request, self.state, column, self.prefix), direction)

    def _page_url(self, cursor: str) -> str:
        return self._url(cursor=cursor) if cursor else ""

    def _url(self, **changes: Any) -> str:
        drop = {} if "cursor" in changes else {f"{self.prefix}cursor": None}
        return with_query(
            self.request, **drop, **{f"{self.prefix}{name}": value for name, value in changes.items()}
        )
