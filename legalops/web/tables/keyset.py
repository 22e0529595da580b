"""Keyset pages: as fast at the millionth row as at the first, and stable while rows are added.

Rows are ordered by the sort keys and then by primary key, so the order is total. NULLs come last in both
directions. A nullable first key is read as two stretches, first the rows that have a value, then those that
have none, because one condition over both cannot use an index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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


def paginate(queryset: QuerySet, keys: Sequence[SortKey], *, size: int, cursor: str = "") -> Page:
    """One page of `size` rows after (or before) the cursor; the first page when the cursor is empty or
    damaged.
    """
    keys = _total(keys)
    start = Cursor.decode(cursor, order_name(keys)) if cursor else None
    if start and start.back:
        return _page_back(queryset, keys, size, start)
    return _page_forward(queryset, keys, size, start)


def _total(keys: Sequence[SortKey]) -> list[SortKey]:
    if any(key.path == "pk" for key in keys):
        return list(keys)
    return [*keys, SortKey("pk", keys[-1].descending if keys else False)]


def _page_forward(queryset: QuerySet, keys: list[SortKey], size: int, start: Cursor | None) -> Page:
    rows = _fetch(queryset, keys, size + 1, start.values if start else None, back=False)
    if start and not rows:
        return _page_forward(queryset, keys, size, None)
    more, rows = len(rows) > size, rows[:size]
    return Page(
        rows,
        next=_edge(rows[-1], keys, back=False) if more else "",
        previous=_edge(rows[0], keys, back=True) if start else "",
    )


def _page_back(queryset: QuerySet, keys: list[SortKey], size: int, start: Cursor) -> Page:
    rows = _fetch(queryset, keys, size + 1, start.values, back=True)
    if not rows:
        return _page_forward(queryset, keys, size, None)
    more, rows = len(rows) > size, rows[:size][::-1]
    return Page(
        rows,
        next=_edge(rows[-1], keys, back=False),
        previous=_edge(rows[0], keys, back=True) if more else "",
    )


def _edge(row: Any, keys: list[SortKey], *, back: bool) -> str:
    return Cursor(order_name(keys), tuple(reader(key.path)(row) for key in keys), back).encode()


def _fetch(
    queryset: QuerySet, keys: list[SortKey], limit: int, values: tuple[Any, ...] | None, *, back: bool
) -> list[Any]:
    rows: list[Any] = []
    for stretch, stretch_keys, from_values in _stretches(queryset, keys, values, back=back):
        ordered = stretch.order_by(*(_ordering(key, back) for key in stretch_keys))
        if from_values is not None:
            ordered = ordered.filter(_beyond(stretch_keys, from_values, back=back))
        rows += ordered[: limit - len(rows)]
        if len(rows) >= limit:
            break
    return rows


def _stretches(queryset: QuerySet, keys: list[SortKey], values: tuple[Any, ...] | None, *, back: bool):
    first = keys[0]
    if not first.nullable:
        return [(queryset, keys, values)]
    filled_keys = [SortKey(first.path, first.descending), *keys[1:]]
    filled = queryset.filter(**{f"{first.path}__isnull": False})
    empty = queryset.filter(**{f"{first.path}__isnull": True})
    if values is None:
        return [(filled, filled_keys, None), (empty, keys[1:], None)]
    if values[0] is None:
        here = (empty, keys[1:], values[1:])
        return [here, (filled, filled_keys, None)] if back else [here]
    here = (filled, filled_keys, values)
    return [here] if back else [here, (empty, keys[1:], None)]


def _ordering(key: SortKey, back: bool):
    # PostgreSQL's defaults (ascending: NULLs last, descending: first) are right unless one of these holds.
    if key.descending != back:
        return F(key.path).desc(nulls_last=True) if key.nullable and not back else F(key.path).desc()
    return F(key.path).asc(nulls_first=True) if key.nullable and back else F(key.path).asc()


def _beyond(keys: list[SortKey], values: tuple[Any, ...], *, back: bool) -> Q:
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
