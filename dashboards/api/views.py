"""Endpoint of metrics: values as the dashboards show them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from dashboards.enums import Basis
from dashboards.metrics import METRICS, periods
from dashboards.selectors.freshness import freshness
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from dashboards.selectors.tabulate import DIMENSIONS, tabulate
from legalops.access import capabilities as can
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotFound

_MONTH = {"type": "string", "pattern": r"^\d{4}-\d{2}$"}


class MetricSerializer(serializers.Serializer):
    """A metric's definition."""

    id = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    version = serializers.IntegerField()


class MetricValuesSerializer(serializers.Serializer):
    """A metric over a period; money in base currency without tax."""

    metric = serializers.CharField()
    definition_version = serializers.IntegerField()
    unit = serializers.CharField()
    currency = serializers.CharField()
    basis = serializers.CharField(allow_null=True)
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    fresh_through = serializers.DateTimeField()
    rows = serializers.ListField(child=serializers.DictField())


class MetricViews(viewsets.GenericViewSet):
    """Metrics as this person sees them: matters hidden from them count in none."""

    area = "dashboards"
    capabilities = {"*": frozenset({can.DASHBOARDS_VIEW})}
    serializer_class = MetricSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=MetricSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Every metric there is."""
        return Response(MetricSerializer(METRICS.values(), many=True).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("id", str, OpenApiParameter.PATH),
            OpenApiParameter("from", _MONTH, description="First month; this fiscal year without it"),
            OpenApiParameter("to", _MONTH, description="Last month, included"),
            OpenApiParameter("by", str, enum=DIMENSIONS, description="One row for each value of it"),
            OpenApiParameter("basis", str, enum=Basis.values, description="Which date counts"),
        ],
        responses=MetricValuesSerializer,
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """A metric's values."""
        if pk not in METRICS:
            known = ", ".join(sorted(METRICS))
            raise NotFound("metrics.unknown", _("There is no metric of this name. Metrics: %s.") % known)
        query = _query(request.query_params)
        by = request.query_params.get("by") or None
        if by is not None and by not in DIMENSIONS:
            raise DomainError("metrics.by", _("Use one of: %s.") % ", ".join(DIMENSIONS), field="by")
        try:
            rows = tabulate(pk, query, Scope(request.user), by)
        except ValueError as problem:
            raise DomainError("metrics.by", str(problem), field="by") from None
        return Response(_document(pk, query, rows))


def _query(params: Any) -> SpendQuery:
    basis = params.get("basis") or Basis.INVOICE.value
    if basis not in Basis.values:
        raise DomainError("metrics.basis", _("Use one of: %s.") % ", ".join(Basis.values), field="basis")
    first, last = _month(params, "from"), _month(params, "to")
    first, last = first or last, last or first
    if first is None or last is None:
        year = periods.preset(periods.DEFAULT_PRESET, clock.today(), settings.FISCAL_YEAR_START_MONTH)
        return SpendQuery(year, Basis(basis))
    if first > last:
        raise DomainError("metrics.period", _("The first month is after the last."), field="from")
    return SpendQuery(periods.of_months(first, last), Basis(basis))


def _month(params: Any, name: str) -> date | None:
    typed = params.get(name)
    if not typed:
        return None
    try:
        return date.fromisoformat(f"{typed}-01")
    except ValueError:
        raise DomainError("metrics.period", _("Write a month as 2026-05."), field=name) from None


def _document(metric_id: str, query: SpendQuery, rows: list[dict[str, Any]]) -> dict[str, Any]:
    metric = METRICS[metric_id]
    return {
        "metric": metric.id,
        "definition_version": metric.version,
        "unit": metric.unit,
        "currency": settings.BASE_CURRENCY,
        "basis": query.basis.value if metric.date_bases else None,
        "first_day": query.period.start,
        "last_day": query.period.last_day,
        "fresh_through": freshness().through,
        "rows": [{name: _plain(value) for name, value in row.items()} for row in rows],
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)
