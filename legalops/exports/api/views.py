"""Endpoints of full exports: ask for one, see how far it is, download it."""

from typing import Any

from django.http import FileResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.exports.models import FullExport
from legalops.exports.services import exporting


class FullExportSerializer(serializers.ModelSerializer):
    """An archive of everything the caller may see; `is_open` while it can be downloaded."""

    name = serializers.CharField(source="__str__", read_only=True)
    is_open = serializers.BooleanField(read_only=True)
    done = serializers.IntegerField(source="job.progress_done", read_only=True, allow_null=True)
    of = serializers.IntegerField(source="job.progress_total", read_only=True, allow_null=True)

    class Meta:
        model = FullExport
        fields = ("id", "name", "created_at", "made_at", "size", "is_open", "problem", "done", "of")
        read_only_fields = fields


class FullExportViews(RecordViews):
    """The caller's own archives."""

    area = "exports"
    capabilities = {"*": frozenset({can.CONFIGURE})}
    queryset = FullExport.objects.none()
    serializer_class = FullExportSerializer
    takes = {"create": Nothing}
    filterset_fields = {"made_at": ["isnull"]}
    ordering_fields = ("id",)
    ordering = ("-id",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the job."""
        return FullExport.objects.visible_to(user).select_related("job")

    @extend_schema(responses={201: FullExportSerializer})
    def create(self, request: Request) -> Response:
        """Ask for an archive; while one is being made, that one is meant."""
        return self.made(request, lambda _given: exporting.ask(actor=request.user))

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY}, filters=False)
    @action(detail=True, pagination_class=None, filterset_fields=None)
    def download(self, request: Request, pk: str) -> HttpResponseBase:
        """The archive, once made and while it is kept."""
        made = self.get_object()
        file = exporting.hand_out(made, actor=request.user)
        response = FileResponse(file, as_attachment=True, filename=str(made), content_type="application/zip")
        response["Cache-Control"] = "private, no-store"
        return response
