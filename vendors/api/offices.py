"""Endpoint of offices of firms."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.relations import SeenBy
from legalops.api.viewsets import RecordViews
from vendors.models import Firm, Office
from vendors.services.firms import add_office, edit_office

_READ, _EDIT = frozenset({can.VENDORS_VIEW}), frozenset({can.VENDORS_EDIT})


class OfficeSerializer(serializers.ModelSerializer):
    """A place from which a firm works."""

    firm = SeenBy("code", Firm.objects.visible_to)

    class Meta:
        model = Office
        fields = ("id", "firm", "name", "city", "country")
        validators = ()


class OfficeFields(serializers.ModelSerializer):
    """What changing an office takes; its name stays."""

    class Meta:
        model = Office
        fields = ("city", "country")


class OfficeViews(RecordViews):
    """Offices of firms."""

    area = "vendors"
    capabilities = {"list": _READ, "retrieve": _READ, "metadata": _READ, "*": _EDIT}
    queryset = Office.objects.none()
    serializer_class = OfficeSerializer
    takes = {"partial_update": OfficeFields}
    filterset_fields = {"firm__code": ["exact"], "country": ["exact"], "city": ["iexact"]}
    ordering_fields = ("name", "city")
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the firm."""
        return Office.objects.visible_to(user).select_related("firm")

    @extend_schema(responses={201: OfficeSerializer})
    def create(self, request: Request) -> Response:
        """Add an office."""
        return self.made(request, lambda given: add_office(given.pop("firm"), **given, actor=request.user))

    @extend_schema(responses=OfficeSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change city or country."""
        office = self.get_object()
        return self.shown(edit_office(office, self.taken(request, partial=True), actor=request.user))
