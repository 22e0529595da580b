"""Spend for one viewer: every chart, filter list, drill-down, export and command asks here.

The viewer's total is the slice rollup, plus the restricted matters they are on, less those behind a wall
(domain/kpis.md §2.5 no. 7). Questions that the slice rollups cannot answer, such as one firm in one matter
type, are answered from the matter rollup; both give the sum over exactly the lines the viewer may see.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Cast

from dashboards.enums import Basis, Slice
from dashboards.metrics import Sums, total
from dashboards.models import MatterSpend, SliceSpend
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from matters.models import Matter

By = Literal["month", "value"]
Key = tuple
_PARTS = {name: Sum(name) for name in ("billed", "reduction", "hours", "lines")}
_MATTER_FIELD = {Slice.FIRM: "firm_id", Slice.PHASE: "phase"}


def spend_by(dimension: Slice, query: SpendQuery, scope: Scope) -> dict[tuple[date, str], Sums]:
    """(month, value of the dimension) to sums, over exactly the lines this viewer may see."""
    return _answer(dimension, query, scope, ("month", "value"))


def spend_by_month(query: SpendQuery, scope: Scope) -> dict[date, Sums]:
    """Month to sums, in order; months without spend are missing."""
    dimension = min(query.limits, default=Slice.MATTER_TYPE)
    return {month: sums for (month,), sums in sorted(_answer(dimension, query, scope, ("month",)).items())}


def spend_by_value(dimension: Slice, query: SpendQuery, scope: Scope) -> dict[str, Sums]:
    """Value of the dimension to sums over the whole period, largest spend first."""
    values = {value: sums for (value,), sums in _answer(dimension, query, scope, ("value",)).items()}
    return dict(sorted(values.items(), key=lambda item: (-item[1].net, item[0])))


def spend_total(query: SpendQuery, scope: Scope) -> Sums:
    """One number for the period."""
    return total(spend_by_month(query, scope).values())


def values_seen(dimension: Slice, scope: Scope) -> list[str]:
    """Values of a dimension with any spend that the viewer may see, whenever: the choices of a filter."""
    if not scope.sees_portfolio:
        return _distinct(dimension, MatterSpend.objects.filter(matter_id__in=scope.visible))
    seen = SliceSpend.objects.filter(family=dimension, basis=Basis.INVOICE)
    lines = _lines_by(seen, "value")
    for ids, sign in ((scope.added, 1), (scope.removed, -1)):
        rows = MatterSpend.objects.filter(matter_id__in=ids, basis=Basis.INVOICE) if ids else None
        for value, count in _lines_by(_with_value(dimension, rows), "value").items() if ids else ():
            lines[value] = lines.get(value, 0) + sign * count
    return sorted(value for value, count in lines.items() if count)


def _answer(dimension: Slice, query: SpendQuery, scope: Scope, by: tuple[By, ...]) -> dict[Key, Sums]:
    if not scope.sees_portfolio:
        return _of_matters(dimension, query, MatterSpend.objects.filter(matter_id__in=scope.visible), by)
    if query.teams or query.limits - {dimension}:
        unrestricted = Matter.objects.filter(restricted=False).values("pk")
        base = _of_matters(dimension, query, MatterSpend.objects.filter(matter_id__in=unrestricted), by)
    else:
        base = _of_slice(dimension, query, by)
    return _corrected(base, dimension, query, scope, by)


def _corrected(
    base: dict[Key, Sums], dimension: Slice, query: SpendQuery, scope: Scope, by: tuple[By, ...]
) -> dict[Key, Sums]:
    """Add the viewer's restricted matters, subtract those behind a wall; drop what became empty."""
    for ids, sign in ((scope.added, 1), (scope.removed, -1)):
        if ids:
            rows = _of_matters(dimension, query, MatterSpend.objects.filter(matter_id__in=ids), by)
            for key, sums in rows.items():
                base[key] = base.get(key, Sums()) + sums if sign > 0 else base.get(key, Sums()) - sums
    return {key: sums for key, sums in base.items() if sums.lines}


def _of_slice(dimension: Slice, query: SpendQuery, by: tuple[By, ...]) -> dict[Key, Sums]:
    rows = SliceSpend.objects.filter(family=dimension, **_when(query))
    if chosen := query.chosen(dimension):
        rows = rows.filter(value__in=[str(value) for value in chosen])
    return _grouped(rows, by)


def _of_matters(dimension: Slice, query: SpendQuery, rows: QuerySet, by: tuple[By, ...]) -> dict[Key, Sums]:
    rows = rows.filter(**_when(query))
    if query.firms:
        rows = rows.filter(firm_id__in=query.firms)
    if query.phases:
        rows = rows.filter(phase__in=query.phases)
    if query.types:
        rows = rows.filter(matter_id__in=Matter.objects.filter(matter_type__in=query.types).values("pk"))
    if query.teams:
        rows = rows.filter(matter_id__in=Matter.objects.filter(team__in=query.teams).values("pk"))
    return _grouped(_with_value(dimension, rows) if "value" in by else rows, by)


def _with_value(dimension: Slice, rows: QuerySet | None) -> QuerySet | None:
    if rows is None:
        return None
    if dimension == Slice.MATTER_TYPE:
        own = Matter.objects.filter(pk=OuterRef("matter_id")).values("matter_type_id")
        return rows.annotate(value=Cast(Subquery(own), CharField()))
    return rows.annotate(value=Cast(F(_MATTER_FIELD[dimension]), CharField()))


def _when(query: SpendQuery) -> dict:
    limits = {"basis": query.basis, "month__gte": query.period.start, "month__lt": query.period.end}
    return limits | ({"kind__in": query.kinds} if query.kinds else {})


def _grouped(rows: QuerySet, by: Iterable[By]) -> dict[Key, Sums]:
    found = rows.values(*by).annotate(**_PARTS).order_by()
    return {tuple(row[name] for name in by): Sums(*(row[name] for name in _PARTS)) for row in found}


def _lines_by(rows: QuerySet, name: str) -> dict[str, int]:
    return dict(rows.order_by().values(name).annotate(count=Sum("lines")).values_list(name, "count"))


def _distinct(dimension: Slice, rows: QuerySet) -> list[str]:
    return sorted(_lines_by(_with_value(dimension, rows.filter(basis=Basis.INVOICE)), "value"))
