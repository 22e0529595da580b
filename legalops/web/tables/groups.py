"""Group headers with subtotals; subtotals cover the whole group, not only the rows of this page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from legalops.web import formats
from legalops.web.tables.columns import Column


@dataclass(frozen=True, slots=True)
class GroupHeader:
    """One group: its value in words, how many rows, and the sums by column key, one per currency."""

    label: str
    count: int
    sums: dict[str, str]


def with_headers(
    rows: Sequence[Any], queryset: QuerySet, column: Column, summed: Sequence[Column]
) -> Iterator[GroupHeader | Any]:
    """The page's rows, each run of equal group values preceded by its header."""
    headers = _headers(queryset, column, summed, {column.plain(row): column.read(row) for row in rows})
    last: Any = object()
    for row in rows:
        value = column.read(row)
        if value != last:
            yield headers.get(value) or GroupHeader(str(column.plain(row) or formats.MISSING), 0, {})
            last = value
        yield row


def _headers(
    queryset: QuerySet, column: Column, summed: Sequence[Column], shown: dict[Any, Any]
) -> dict[Any, GroupHeader]:
    path = column.sort
    values = list(shown.values())
    wanted = Q(**{f"{path}__in": [value for value in values if value is not None]})
    if None in values:
        wanted |= Q(**{f"{path}__isnull": True})
    currencies = list(dict.fromkeys(one.currency_from for one in summed if one.currency_from))
    found = (
        queryset.order_by()
        .filter(wanted)
        .values(path, *currencies)
        .annotate(rows_in_group=Count("pk"), **{f"sum_{one.key}": Sum(one.sort) for one in summed})
    )
    labels = {value: str(word or formats.MISSING) for word, value in shown.items()}
    return {
        value: _header(label, [r for r in found if r[path] == value], summed)
        for value, label in labels.items()
    }


def _header(label: str, parts: Iterable[dict[str, Any]], summed: Sequence[Column]) -> GroupHeader:
    parts = list(parts)
    sums = {one.key: " · ".join(filter(None, (_sum(one, part) for part in parts))) for one in summed}
    return GroupHeader(label, sum(part["rows_in_group"] for part in parts), sums)


def _sum(column: Column, part: dict[str, Any]) -> str:
    value = part[f"sum_{column.key}"]
    if value is None:
        return ""
    if column.kind != "money":
        return formats.number(value, column.places)
    if column.currency_from:
        return formats.money(value, part[column.currency_from] or "")
    return formats.amount(value, column.currency)
