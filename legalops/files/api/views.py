"""Endpoints of files."""

from dataclasses import replace
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.viewsets import RecordViews
from legalops.documents.serving import serve
from legalops.files.api import serializers as shapes
from legalops.files.models import File
from legalops.files.registry import holder_of
from legalops.files.selectors.listing import file_rows, record_seen_by
from legalops.files.services.adding import add_file, add_version
from legalops.files.services.changing import change_file, kept_of, remove_file
from legalops.files.services.guards import may_change, record_of
from legalops.kernel.errors import NotAllowed

_STAFF = frozenset(
    {
        can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED, can.REQUESTS_MAKE, can.REQUESTS_WORK,
        can.REQUESTS_VIEW_ALL,
    }
)  # fmt: skip
_CHANGES = frozenset({"partial_update", "versions", "remove"})


class FileViews(RecordViews):
    """Files of the records that the caller may see; add them with multipart form data."""

    area = "files"
    capabilities = {"*": _STAFF}
    queryset = File.objects.none()
    serializer_class = shapes.FileSerializer
    takes = {
        "create": shapes.NewFile,
        "partial_update": shapes.FileFields,
        "versions": shapes.NewVersion,
        "remove": shapes.Removal,
    }
    filterset_fields = {"record_type": ["exact"], "record_id": ["exact"], "name": ["exact"]}
    lookup_field = "reference"
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the present version."""
        return file_rows(user)

    def get_object(self) -> File:
        """The file; one that only others may change is refused before anything else is said."""
        file = super().get_object()
        if self.action in _CHANGES and not may_change(file, record_of(file), self.request.user):
            raise NotAllowed("files.may_not_change", _("You may read this file, but not change it."))
        return file

    @extend_schema(responses={201: shapes.FileSerializer})
    def create(self, request: Request) -> Response:
        """Add a file to a record; one of the same name gets its next version."""

        def add(given: dict[str, Any]) -> File:
            record = record_seen_by(request.user, given["record_type"], given["record_id"])
            sent, note = given["file"], given["note"]
            kept = shapes.kept_from(given)
            return add_file(
                record, sent.file, name=sent.name, kept=kept, note=note, actor=request.user
            ).version.file

        return self.made(request, add)

    @extend_schema(responses=shapes.FileSerializer)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Rename a file, move it to a folder, mark it."""
        file, given = self.get_object(), self.taken(request, partial=True)
        name = given.pop("name", file.name)
        change_file(file, name=name, kept=replace(kept_of(file), **given), actor=request.user)
        return self.shown(file)

    @extend_schema(responses=shapes.FileSerializer)
    @action(detail=True, methods=["post"])
    def versions(self, request: Request, reference: str) -> Response:
        """Add the next version."""

        def add(file: File, given: dict[str, Any]) -> None:
            sent = given["file"]
            add_version(file, sent.file, name=sent.name, note=given["note"], actor=request.user)

        return self.acted(request, add)

    @extend_schema(responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, reference: str) -> Response:
        """Remove a file from its record, with a reason."""
        file, given = self.get_object(), self.taken(request)

        def deed() -> Response:
            remove_file(file, reason=given["reason"], actor=request.user)
            return Response(status=204)

        return self.once(request, deed)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def download(self, request: Request, reference: str) -> FileResponse:
        """The bytes of the present version."""
        file = self.get_object()
        holder_of(file.record_type).noted(record_of(file), page="API: download", actor=request.user)
        return serve(request, file.current.document, name=file.name)
