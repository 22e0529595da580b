"""Spend by month and dimension for one viewer: every chart, filter list, drill-down and export asks here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Cast

from dashboards.enums import Basis, Slice
from dashboards.metrics import Sums, total
from dashboards.models import MatterSpend, SliceSpend
from dashboards.selectors.scope import Scope
from legalops.kernel.periods import Period
from matters.models import Matter

_PARTS = {name: Sum(name) for name in ("billed", "reduction", "hours", "lines")}
_MATTER_FIELD = {Slice.FIRM: "firm_id", Slice.PHASE: "phase"}


@dataclass(frozen=True)
class SpendQuery:
    """What is asked: whole months of a half-open period on one date basis, limited by any dimensions.

    `types` and `firms` are primary keys, `phases` UTBMS phase codes, `teams` primary keys; empty means all.
    """

    period: Period
    basis: Basis = Basis.INVOICE
    types: tuple[int, ...] = ()
    firms: tuple[int, ...] = ()
    phases: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()
    kinds: tuple[str, ...] = field(default=())

    @property
    def limits(self) -> set[Slice]:
        """The dimensions it limits, apart from team."""
        asked = {Slice.MATTER_TYPE: self.types, Slice.FIRM: self.firms, Slice.PHASE: self.phases}
        return {name for name, values in asked.items() if values}

    def shifted(self, period: Period) -> "SpendQuery":
        """The same question about another period."""
        return replace(self, period=period)


Key = tuple[date, str]


def spend_by(dimension: Slice, query: SpendQuery, scope: Scope) -> dict[Key, Sums]:
    """(month, value of the dimension) to sums, over exactly the lines this viewer may see."""
    if not scope.sees_portfolio:
        visible = Matter.objects.visible_to(scope.user).values("pk")
        return _add(_matter_rows(dimension, query, MatterSpend.objects.filter(matter_id__in=visible)))
    if query.teams or query.limits - {dimension}:
        rows = MatterSpend.objects.filter(matter_id__in=Matter.objects.filter(restricted=False).values("pk"))
        base = _add(_matter_rows(dimension, query, rows))
    else:
        base = _add(_slice_rows(dimension, query))
    return _corrected(base, dimension, query, scope)


def spend_by_month(query: SpendQuery, scope: Scope) -> dict[date, Sums]:
    """Month to sums."""
    dimension = next(iter(sorted(query.limits)), Slice.MATTER_TYPE)
    months: dict[date, Sums] = defaultdict(Sums)
    for (month, _), sums in spend_by(dimension, query, scope).items():
        months[month] += sums
    return dict(sorted(months.items()))


def spend_by_value(dimension: Slice, query: SpendQuery, scope: Scope) -> dict[str, Sums]:
    """Value of the dimension to sums over the whole period, largest spend first."""
    values: dict[str, Sums] = defaultdict(Sums)
    for (_, value), sums in spend_by(dimension, query, scope).items():
        values[value] += sums
    return dict(sorted(values.items(), key=lambda item: (-item[1].net, item[0])))


def spend_total(query: SpendQuery, scope: Scope) -> Sums:
    """One number for the period."""
    return total(spend_by_month(query, scope).values())


def _corrected(base: dict[Key, Sums], dimension: Slice, query: SpendQuery, scope: Scope) -> dict[Key, Sums]:
    """Add the viewer's restricted matters, subtract those behind a wall; drop what became empty."""
    for ids, sign in ((scope.added, 1), (scope.removed, -1)):
        if ids:
            rows = _add(_matter_rows(dimension, query, MatterSpend.objects.filter(matter_id__in=ids)))
            for key, sums in rows.items():
                base[key] = base.get(key, Sums()) + sums if sign > 0 else base.get(key, Sums()) - sums
    return {key: sums for key, sums in base.items() if sums.lines}


def _slice_rows(dimension: Slice, query: SpendQuery) -> Iterator[tuple[Key, Sums]]:
    rows = SliceSpend.objects.filter(family=dimension, **_when(query))
    chosen = {Slice.MATTER_TYPE: query.types, Slice.FIRM: query.firms, Slice.PHASE: query.phases}[dimension]
    if chosen:
        rows = rows.filter(value__in=[str(value) for value in chosen])
    return _grouped(rows, "value")


def _matter_rows(dimension: Slice, query: SpendQuery, rows: QuerySet) -> Iterator[tuple[Key, Sums]]:
    rows = rows.filter(**_when(query))
    if query.firms:
        rows = rows.filter(firm_id__in=query.firms)
    if query.phases:
        rows = rows.filter(phase__in=query.phases)
    matters = Matter.objects.all()
    if query.types:
        rows = rows.filter(matter_id__in=matters.filter(matter_type__in=query.types).values("pk"))
    if query.teams:
        rows = rows.filter(matter_id__in=matters.filter(team__in=query.teams).values("pk"))
    if dimension == Slice.MATTER_TYPE:
        own = matters.filter(pk=OuterRef("matter_id")).values("matter_type_id")
        rows = rows.annotate(dimension=Cast(Subquery(own), CharField()))
    else:
        rows = rows.annotate(dimension=Cast(F(_MATTER_FIELD[dimension]), CharField()))
    return _grouped(rows, "dimension")


def _when(query: SpendQuery) -> dict:
    limits = {"basis": query.basis, "month__gte": query.period.start, "month__lt": query.period.end}
    return limits | ({"kind__in": query.kinds} if query.kinds else {})


def _grouped(rows: QuerySet, value: str) -> Iterator[tuple[Key, Sums]]:
    for row in rows.values("month", value).annotate(**_PARTS).order_by():
        yield (row["month"], row[value]), Sums(*(row[name] for name in _PARTS))


def _add(rows: Iterable[tuple[Key, Sums]]) -> dict[Key, Sums]:
    return dict(rows)
