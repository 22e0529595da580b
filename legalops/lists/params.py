"""What a view keeps of an address, and the address that a view opens: names mapped to lists of values."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from django.http import HttpRequest, QueryDict

from legalops.web.lists import ListSpec
from legalops.web.tables.table import Table
from legalops.web.urlstate import GONE, VIEW, encode

Params: TypeAlias = dict[str, list[str]]
SHOWN = ("sort", "cols", "group")
MOST_VALUES, LONGEST_VALUE = 100, 200
# The plain list, where a view would open otherwise.
PLAIN = "none"


def allowed(spec: ListSpec) -> frozenset[str]:
    """All names that the list reads from an address."""
    return frozenset((*spec.filters.parameters(), *spec.filters.narrowed_by, *SHOWN))


def cleaned(spec: ListSpec, given: Mapping[str, Sequence[str]]) -> Params:
    """What of these parameters a view of the list keeps: known names, values that say something."""
    known = allowed(spec)
    kept = {name: _values(values) for name, values in given.items() if name in known}
    return {name: kept[name] for name in sorted(kept) if kept[name]}


def of_table(spec: ListSpec, table: Table) -> Params:
    """What a view made of this page would keep: the columns that are shown are part of it where they are not
    those that the list ships with.
    """
    params = cleaned(spec, dict(table.request.GET.lists()))
    params.pop("cols", None)
    shown = [column.key for column in table.state.columns]
    if shown != shipped_columns(table):
        params["cols"] = shown
    return params


def shipped_columns(table: Table) -> list[str]:
    """Keys of the columns that a list shows where nobody chose."""
    return [column.key for column in table.columns if column.default or column.fixed]


def missing(spec: ListSpec, params: Mapping[str, Sequence[str]]) -> list[str]:
    """Names that the list no longer knows: a view that names them must not show all rows instead."""
    return sorted(set(params) - allowed(spec))


def address(spec: ListSpec, params: Mapping[str, Sequence[str]], view_id: int) -> str:
    """The list as the view shows it."""
    known = {name: values for name, values in params.items() if name in allowed(spec)}
    gone = missing(spec, params)
    asked = {VIEW: [str(view_id)], **known, **({GONE: gone} if gone else {})}
    return f"{spec.url}?{encode(asked)}"


def plain_address(spec: ListSpec) -> str:
    """The list without any view, even where one opens by default."""
    return f"{spec.url}?{VIEW}={PLAIN}"


def asked_of(spec: ListSpec, params: Mapping[str, Sequence[str]], user: object) -> HttpRequest:
    """A request for the list with these parameters, for its filters to read."""
    request = HttpRequest()
    request.method, request.path, request.user = "GET", spec.url, user
    encoded = address(spec, params, 0).partition("?")[2]
    request.GET = QueryDict(encoded)
    return request


def _values(values: Sequence[str]) -> list[str]:
    said = (str(value).strip()[:LONGEST_VALUE] for value in values)
    return list(dict.fromkeys(value for value in said if value))[:MOST_VALUES]
