"""Endpoints of firms and their people."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.viewsets import RecordViews
from legalops.fields.api import CustomFilter, changed_with_custom
from vendors.api import serializers as shapes
from vendors.models import Firm, Rate, Timekeeper
from vendors.services.firms import edit_firm, onboard_firm
from vendors.services.rates import approve_rate
from vendors.services.timekeepers import add_timekeeper, decide_timekeeper

_READ, _EDIT = frozenset({can.VENDORS_VIEW}), frozenset({can.VENDORS_EDIT})
_READS = {"list": _READ, "retrieve": _READ, "metadata": _READ, "*": _EDIT}


class FirmFilter(django_filters.FilterSet):
    """What a list of firms may be narrowed by."""

    q = django_filters.CharFilter(method="find", help_text="Part of name or vendor code")

    class Meta:
        model = Firm
        fields = ("status", "tier", "country", "currency", "tax_invoices")

    def find(self, queryset: Any, _name: str, text: str) -> Any:
        """Name or code contains the text."""
        return queryset.matching(text.strip())


class FirmViews(RecordViews):
    """Firms."""

    area = "vendors"
    capabilities = _READS
    queryset = Firm.objects.none()
    serializer_class = shapes.FirmSerializer
    takes = {"create": shapes.NewFirm, "partial_update": shapes.FirmFields}
    filterset_class = FirmFilter
    filter_backends = (*RecordViews.filter_backends, CustomFilter)
    ordering_fields = ("name", "code")
    ordering = ("name",)
    lookup_field = "code"
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """All of them."""
        return Firm.objects.visible_to(user)

    @extend_schema(responses={201: shapes.FirmSerializer})
    def create(self, request: Request) -> Response:
        """Add a firm."""
        return self.made(request, lambda given: onboard_firm(**given, actor=request.user))

    @extend_schema(responses=shapes.FirmSerializer)
    def partial_update(self, request: Request, code: str) -> Response:
        """Change a firm."""
        firm = self.get_object()
        given = self.taken(request, partial=True)

        def own(fields: dict[str, Any]) -> None:
            edit_firm(firm, fields, actor=request.user)

        return self.shown(changed_with_custom(firm, given, own, actor=request.user))


class TimekeeperViews(RecordViews):
    """Timekeepers of firms."""

    area = "vendors"
    capabilities = _READS
    queryset = Timekeeper.objects.none()
    serializer_class = shapes.TimekeeperSerializer
    takes = {"decide": shapes.TimekeeperDecision}
    filterset_fields = {"firm__code": ["exact"], "code": ["iexact"], "status": ["exact"]}
    ordering_fields = ("last_name", "code")
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With firm and class."""
        return Timekeeper.objects.visible_to(user).select_related("firm", "classification")

    @extend_schema(responses={201: shapes.TimekeeperSerializer})
    def create(self, request: Request) -> Response:
        """Add a person of a firm."""
        return self.made(
            request, lambda given: add_timekeeper(given.pop("firm"), **given, actor=request.user)
        )

    @extend_schema(responses=shapes.TimekeeperSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """Accept or refuse the person's time."""
        return self.acted(
            request, lambda person, given: decide_timekeeper(person, **given, actor=request.user)
        )


class RateViews(RecordViews):
    """Standard rates."""

    area = "vendors"
    capabilities = _READS
    queryset = Rate.objects.none()
    serializer_class = shapes.RateSerializer
    filterset_fields = {
        "timekeeper__firm__code": ["exact"],
        "timekeeper": ["exact"],
        "currency": ["exact"],
        "valid_from": ["gte", "lte"],
    }
    ordering_fields = ("valid_from",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With timekeeper and firm."""
        return Rate.objects.visible_to(user).select_related("timekeeper__firm")

    @extend_schema(responses={201: shapes.RateSerializer})
    def create(self, request: Request) -> Response:
        """Approve a rate; the open one before it ends the day this one starts."""
        return self.made(
            request, lambda given: approve_rate(given.pop("timekeeper"), **given, actor=request.user)
        )
