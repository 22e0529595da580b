"""A table's state in the address: sort, columns, group, cursor; and its own links that change one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from legalops.web import lists
from legalops.web.tables.columns import Column
from legalops.web.urlstate import VIEW, with_query

# In place of columns: those that the list ships with.
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class TableState:
    """What the person asked for, already checked against the table's columns."""

    sort: str
    columns: tuple[Column, ...]
    group: str
    cursor: str


def read_state(
    request: HttpRequest, table_id: str, columns: Sequence[Column], default_sort: str, prefix: str = ""
) -> TableState:
    """Read and check the parameters; anything unknown falls back to the default instead of failing."""
    sortable = {column.key for column in columns if column.sort}
    sort = request.GET.get(f"{prefix}sort", "")
    groups = {column.key for column in columns if column.groupable}
    group = request.GET.get(f"{prefix}group", "")
    return TableState(
        sort=sort if sort.removeprefix("-") in sortable else default_sort,
        columns=_chosen(request, table_id, columns, prefix),
        group=group if group in groups else "",
        cursor=request.GET.get(f"{prefix}cursor", ""),
    )


def _chosen(
    request: HttpRequest, table_id: str, columns: Sequence[Column], prefix: str
) -> tuple[Column, ...]:
    """Columns in the chosen order: from the address, else as the person last chose, else the defaults.

    Those of a saved view are the view's: to open it changes nothing that the person chose.
    """
    asked = [key for key in ",".join(request.GET.getlist(f"{prefix}cols")).split(",") if key]
    kept = _kept(request, table_id, asked)
    by_key = {column.key: column for column in columns}
    shown = [] if asked == [DEFAULT] else asked or kept
    wanted = [by_key[key] for key in shown if key in by_key]
    if not wanted:
        return tuple(column for column in columns if column.default or column.fixed)
    return tuple(column for column in columns if column.fixed and column not in wanted) + tuple(
        dict.fromkeys(wanted)
    )


def _kept(request: HttpRequest, table_id: str, asked: list[str]) -> list[str]:
    if VIEW in request.GET:
        return []
    if not asked:
        return lists.keeper().columns(request, table_id)
    lists.keeper().choose(request, table_id, [] if asked == [DEFAULT] else asked)
    return []


def sort_link(request: HttpRequest, state: TableState, column: Column, prefix: str = "") -> str:
    """Sort by the column; again: the other way round."""
    descending = state.sort == column.key
    return with_query(
        request, **{f"{prefix}sort": f"-{column.key}" if descending else column.key, f"{prefix}cursor": None}
    )
