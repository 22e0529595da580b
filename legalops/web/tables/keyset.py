"""Keyset pages: as fast at the millionth row as at the first, and stable while rows are added.

Rows are ordered by the sort keys and then by primary key, so the order is total. NULLs come last in both
directions. A nullable first key is read as two stretches, first the rows that have a value, then those that
have none, because one condition over both cannot use an index.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import F, Q, QuerySet

from legalops.web.tables.access import reader
from legalops.web.tables.cursors import Cursor


@dataclass(frozen=True, slots=True)
class SortKey:
    """An ORM path or annotation, its direction, and whether it can be NULL."""

    path: str
    descending: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page and the cursors of its neighbours (empty where there is none)."""

    rows: list[Any]
    next: str = ""
    previous: str = ""


def order_name(keys: Sequence[SortKey]) -> str:
    """The sort order as a word; a cursor is only good for the order it was made in."""
    return ",".join(f"{'-' if key.descending else ''}{key.path}" for key in keys)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows in one order, walked one way from an edge or from the beginning. `empty` takes the rows that have
    a first value (False), those that have none (True), or all.
    """

    keys: tuple[SortKey, ...]
    back: bool
    limit: int
    empty: bool | None = None
    first: str = ""

    def of(self, queryset: QuerySet, edge: Sequence[Any] | None) -> QuerySet:
        """These rows of the queryset, beyond the edge's values of the keys."""
        if self.empty is not None:
            queryset = queryset.filter(**{f"{self.first}__isnull": self.empty})
        queryset = queryset.order_by(*(_ordering(key, self.back) for key in self.keys))
        if edge is not None:
            queryset = queryset.filter(_beyond(self.keys, edge, back=self.back))
        return queryset[: self.limit]


Read: TypeAlias = Callable[[Stretch, Sequence[Any] | None], Sequence[Any]]


def paginate(source: QuerySet | Read, keys: Sequence[SortKey], *, size: int, cursor: str = "") -> Page:
    """One page of `size` rows after (or before) the cursor; the first page when the cursor is empty or
    damaged.
    """
    read = source if callable(source) else lambda stretch, edge: stretch.of(source, edge)
    keys = _total(keys)
    start = Cursor.decode(cursor, order_name(keys)) if cursor else None
    if start and start.back:
        return _page_back(read, keys, size, start)
    return _page_forward(read, keys, size, start)


def _total(keys: Sequence[SortKey]) -> list[SortKey]:
    if any(key.path == "pk" for key in keys):
        return list(keys)
    return [*keys, SortKey("pk", keys[-1].descending if keys else False)]


def _page_forward(read: Read, keys: list[SortKey], size: int, start: Cursor | None) -> Page:
    rows = _fetch(read, keys, size + 1, start.values if start else None, back=False)
    if start and not rows:
        return _page_forward(read, keys, size, None)
    more, rows = len(rows) > size, rows[:size]
    return Page(
        rows,
        next=_edge(rows[-1], keys, back=False) if more else "",
        previous=_edge(rows[0], keys, back=True) if start else "",
    )


def _page_back(read: Read, keys: list[SortKey], size: int, start: Cursor) -> Page:
    rows = _fetch(read, keys, size + 1, start.values, back=True)
    if not rows:
        return _page_forward(read, keys, size, None)
    more, rows = len(rows) > size, rows[:size][::-1]
    return Page(
        rows,
        next=_edge(rows[-1], keys, back=False),
        previous=_edge(rows[0], keys, back=True) if more else "",
    )


def _edge(row: Any, keys: list[SortKey], *, back: bool) -> str:
    return Cursor(order_name(keys), tuple(reader(key.path)(row) for key in keys), back).encode()


def _fetch(
    read: Read, keys: list[SortKey], limit: int, edge: tuple[Any, ...] | None, *, back: bool
) -> list[Any]:
    rows: list[Any] = []
    for stretch, from_edge in _stretches(keys, limit, edge, back=back):
        rows += read(stretch, from_edge)
        if len(rows) >= limit:
            break
    return rows[:limit]


def _stretches(
    keys: list[SortKey], limit: int, edge: tuple[Any, ...] | None, *, back: bool
) -> Iterator[tuple[Stretch, tuple[Any, ...] | None]]:
    first, rest = keys[0], tuple(keys[1:])
    if not first.nullable:
        yield Stretch(tuple(keys), back, limit), edge
        return
    filled = Stretch(
        (SortKey(first.path, first.descending), *rest), back, limit, empty=False, first=first.path
    )
    empty = Stretch(rest, back, limit, empty=True, first=first.path)
    among_empty = edge is not None and edge[0] is None
    if among_empty and not back:
        yield empty, edge[1:]
    elif among_empty:
        yield from ((empty, edge[1:]), (filled, None))
    elif back and edge is not None:
        yield filled, edge
    else:
        yield from ((filled, edge), (empty, None))


def _ordering(key: SortKey, back: bool):
    # PostgreSQL's defaults (ascending: NULLs last, descending: first) are right unless one of these holds.
    if key.descending != back:
        return F(key.path).desc(nulls_last=True) if key.nullable and not back else F(key.path).desc()
    return F(key.path).asc(nulls_first=True) if key.nullable and back else F(key.path).asc()


def _beyond(keys: Sequence[SortKey], values: Sequence[Any], *, back: bool) -> Q:
    """Rows strictly after the values: lexicographic, with the first key's bound repeated so that an index
    can serve.
    """
    beyond, equal = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        beyond |= equal & _strictly(key, value, back=back)
        equal &= Q(**{f"{key.path}__isnull": True}) if value is None else Q(**{key.path: value})
    if keys[0].nullable or values[0] is None:
        return beyond
    return Q(**{f"{keys[0].path}__{_operator(keys[0], back)}e": values[0]}) & beyond


def _strictly(key: SortKey, value: Any, *, back: bool) -> Q:
    nulls = Q(**{f"{key.path}__isnull": True})
    if value is None:
        return ~nulls if back else Q(pk__in=[])
    further = Q(**{f"{key.path}__{_operator(key, back)}": value})
    return further | nulls if key.nullable and not back else further


def _operator(key: SortKey, back: bool) -> str:
    return "lt" if key.descending != back else "gt"


def ordered(queryset: QuerySet, keys: Sequence[SortKey]) -> QuerySet:
    """The whole queryset in the order of its pages, for exports."""
    return queryset.order_by(*(_nulls_last(key) for key in _total(keys)))


def _nulls_last(key: SortKey):
    expression = F(key.path)
    return expression.desc(nulls_last=True) if key.descending else expression.asc(nulls_last=True)
