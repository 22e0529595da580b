"""Endpoints of hand-overs to accounts payable."""

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from billing.models import ApExport, ApExportItem
from billing.selectors.exports import exports_seen_by, items_of
from billing.services.exports import export_approved, note_download
from legalops.access import capabilities as can
from legalops.api.relations import PersonField, SeenBy
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.documents.serving import serve


class ExportSerializer(serializers.ModelSerializer):
    """A file that carries approved invoices to accounts payable, each invoice in one file only."""

    name = serializers.CharField(source="__str__", read_only=True)
    sha256 = serializers.CharField(source="document.sha256", read_only=True)
    made_by = PersonField(read_only=True)

    class Meta:
        model = ApExport
        fields = ("id", "name", "made_at", "made_by", "invoice_count", "sha256")


class ExportItemSerializer(serializers.ModelSerializer):
    """An invoice in the file; the amount is payable, tax included, in the invoice's currency."""

    number = serializers.CharField(source="invoice.number", read_only=True)
    firm = SeenBy("code", read_only=True, source="invoice.firm")
    matter = SeenBy("number", read_only=True, source="invoice.matter")

    class Meta:
        model = ApExportItem
        fields = (
            "invoice", "number", "firm", "matter", "amount", "currency", "legal_entity", "department",
            "cost_centre", "ledger_account",
        )  # fmt: skip


class ExportViews(RecordViews):
    """Hand-overs that the caller may see."""

    area = "invoices"
    capabilities = {"*": frozenset({can.INVOICES_EXPORT})}
    queryset = ApExport.objects.none()
    serializer_class = ExportSerializer
    takes = {"create": Nothing}
    filterset_fields = {"made_at": ["gte", "lt"]}
    ordering_fields = ("made_at",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With file and person."""
        return exports_seen_by(user)

    @extend_schema(responses={201: ExportSerializer})
    def create(self, request: Request) -> Response:
        """Hand over every approved invoice that waits and that the caller may see."""
        return self.made(request, lambda _given: export_approved(actor=request.user))

    @extend_schema(responses=ExportItemSerializer(many=True), filters=False)
    @action(detail=True, filterset_fields=None, ordering="pk", ordering_fields=())
    def items(self, request: Request, pk: str) -> Response:
        """The invoices in the file."""
        page = self.paginate_queryset(items_of(self.get_object()))
        return self.get_paginated_response(ExportItemSerializer(page, many=True).data)

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.BINARY}, filters=False)
    @action(detail=True, pagination_class=None, filterset_fields=None)
    def download(self, request: Request, pk: str) -> HttpResponseBase:
        """The file itself; who took it is kept in the ledger."""
        export = self.get_object()
        note_download(export, actor=request.user)
        return serve(request, export.document)
