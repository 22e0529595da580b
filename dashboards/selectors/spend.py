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

from dashboards.enums import SAVINGS_SLICES, Basis, Slice
from dashboards.metrics import Sums, total
from dashboards.models import MatterSavings, MatterSpend, SliceSpend
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from matters.models import Matter

By = Literal["month", "value"]
Key = tuple
_PARTS = {name: Sum(name) for name in ("billed", "reduction", "hours", "lines")}
_MATTER_FIELD = {
    Slice.FIRM: "firm_id",
    Slice.PHASE: "phase",
    Slice.REASON: "reason_id",
    Slice.RULE: "rule",
}


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
    everything = _source(dimension).objects.filter(basis=Basis.INVOICE)
    if not scope.sees_portfolio:
        return sorted(_lines_by_value(dimension, everything.filter(matter_id__in=scope.visible)))
    seen = SliceSpend.objects.filter(family=dimension, basis=Basis.INVOICE)
    lines = dict(seen.order_by().values_list("value").annotate(Sum("lines")))
    for ids, sign in ((scope.added, 1), (scope.removed, -1)):
        if ids:
            for value, count in _lines_by_value(dimension, everything.filter(matter_id__in=ids)).items():
                lines[value] = lines.get(value, 0) + sign * count
    return sorted(value for value, count in lines.items() if count)


def _answer(dimension: Slice, query: SpendQuery, scope: Scope, by: tuple[By, ...]) -> dict[Key, Sums]:
    rows = _source(dimension, query).objects
    if not scope.sees_portfolio:
        return _of_matters(dimension, query, rows.filter(matter_id__in=scope.visible), by)
    if query.teams or query.limits - {dimension}:
        unrestricted = Matter.objects.filter(restricted=False).values("pk")
        base = _of_matters(dimension, query, rows.filter(matter_id__in=unrestricted), by)
    else:
        base = _of_slice(dimension, query, by)
    return _corrected(base, dimension, query, scope, by)


def _source(dimension: Slice, query: SpendQuery | None = None) -> type[MatterSpend] | type[MatterSavings]:
    """The matter rollup that knows the answer: only the one of savings knows reasons and rules."""
    of_savings = dimension in SAVINGS_SLICES or (query and (query.reasons or query.rules))
    return MatterSavings if of_savings else MatterSpend


def _corrected(
    base: dict[Key, Sums], dimension: Slice, query: SpendQuery, scope: Scope, by: tuple[By, ...]
) -> dict[Key, Sums]:
    """Add the viewer's restricted matters, subtract those behind a wall; drop what became empty."""
    for ids, sign in ((scope.added, 1), (scope.removed, -1)):
        if ids:
            rows = _source(dimension, query).objects.filter(matter_id__in=ids)
            for key, sums in _of_matters(dimension, query, rows, by).items():
                base[key] = base.get(key, Sums()) + sums if sign > 0 else base.get(key, Sums()) - sums
    return {key: sums for key, sums in base.items() if sums.lines}


def _of_slice(dimension: Slice, query: SpendQuery, by: tuple[By, ...]) -> dict[Key, Sums]:
    rows = SliceSpend.objects.filter(family=dimension, **_when(query))
    if chosen := query.chosen(dimension):
        rows = rows.filter(value__in=[str(value) for value in chosen])
    return _grouped(rows, by)


def _of_matters(dimension: Slice, query: SpendQuery, rows: QuerySet, by: tuple[By, ...]) -> dict[Key, Sums]:
    limits = {
        "firm_id__in": query.firms,
        "phase__in": query.phases,
        "reason_id__in": query.reasons,
        "rule__in": query.rules,
    }
    rows = rows.filter(**_when(query), **{name: values for name, values in limits.items() if values})
    if query.types:
        rows = rows.filter(matter_id__in=Matter.objects.filter(matter_type__in=query.types).values("pk"))
    if query.teams:
        rows = rows.filter(matter_id__in=Matter.objects.filter(team__in=query.teams).values("pk"))
    return _grouped(_with_value(dimension, rows) if "value" in by else rows, by)


def _with_value(dimension: Slice, rows: QuerySet) -> QuerySet:
    if dimension == Slice.MATTER_TYPE:
        own = Matter.objects.filter(pk=OuterRef("matter_id")).values("matter_type_id")
        return rows.annotate(value=Cast(Subquery(own), CharField()))
    return rows.annotate(value=Cast(F(_MATTER_FIELD[dimension]), CharField()))


def _when(query: SpendQuery) -> dict:
    if query.unanswerable:
        return {"pk__in": ()}
    limits = {"basis": query.basis, "month__gte": query.period.start, "month__lt": query.period.end}
    return limits | ({"kind__in": query.kinds} if query.kinds else {})


def _grouped(rows: QuerySet, by: Iterable[By]) -> dict[Key, Sums]:
    found = rows.values(*by).annotate(**_PARTS).order_by()
    return {tuple(row[name] for name in by): Sums(*(row[name] for name in _PARTS)) for row in found}


def _lines_by_value(dimension: Slice, rows: QuerySet) -> dict[str, int]:
    return dict(_with_value(dimension, rows).order_by().values_list("value").annotate(Sum("lines")))
