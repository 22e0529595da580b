"""Endpoints of imports: upload, match columns, read the dry run, import, undo."""

from typing import Any

import django_filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.imports import registry
from legalops.imports.api import shapes
from legalops.imports.enums import ImportState, Verdict
from legalops.imports.models import Import
from legalops.imports.services import bringing_in, receiving, undoing
from legalops.kernel.errors import DomainError

_PLAIN = {"pagination_class": None, "filterset_class": None, "ordering_fields": ()}


class ImportFilter(django_filters.FilterSet):
    """What a list of imports may be narrowed by."""

    kind = django_filters.CharFilter()
    state = django_filters.MultipleChoiceFilter(choices=ImportState.choices)


class ImportViews(RecordViews):
    """The caller's own imports: a file can name what only its uploader may see."""

    area = "imports"
    capabilities = {"*": frozenset({can.IMPORTS_RUN})}
    queryset = Import.objects.none()
    serializer_class = shapes.ImportDetail
    takes = {
        "list": shapes.ImportSerializer,
        "create": shapes.NewImport,
        "columns": shapes.Columns,
        "start": Nothing,
        "undo": Nothing,
    }
    filterset_class = ImportFilter
    ordering_fields = ("id",)
    ordering = ("-id",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With file and job."""
        return Import.objects.visible_to(user).select_related("document", "job")

    @extend_schema(request={"multipart/form-data": shapes.NewImport}, responses={201: shapes.ImportDetail})
    def create(self, request: Request) -> Response:
        """Upload a file; its columns are guessed by their headings."""

        def receive(given: dict[str, Any]) -> Import:
            return receiving.receive(
                given["file"], kind=given["kind"], sheet=given["sheet"], actor=request.user
            )

        return self.made(request, receive)

    @extend_schema(responses=shapes.KindSerializer(many=True), filters=False)
    @action(detail=False, **_PLAIN)
    def kinds(self, request: Request) -> Response:
        """What the caller may import, with the columns of each kind."""
        found = [shapes.kind_document(each) for each in registry.open_to(request.user)]
        return Response(shapes.KindSerializer(found, many=True).data)

    @extend_schema(responses=shapes.SampleSerializer, filters=False)
    @action(detail=True, **_PLAIN)
    def sample(self, request: Request, pk: str) -> Response:
        """The headings of the file and its first rows, to match columns by."""
        head, rows = receiving.sample(self.get_object())
        return Response(shapes.SampleSerializer({"headings": head, "rows": rows}).data)

    @extend_schema(responses=shapes.ImportDetail)
    @action(detail=True, methods=["post"])
    def columns(self, request: Request, pk: str) -> Response:
        """Say which column is which and start the check; read the outcome when `state` is checked."""

        def settle(made: Import, given: dict[str, Any]) -> None:
            _refuse_unknown(made, given, request.user)
            receiving.settle(made, **given, actor=request.user)

        return self.acted(request, settle)

    @extend_schema(
        responses=shapes.RowSerializer(many=True),
        filters=False,
        parameters=[OpenApiParameter("verdict", str, enum=Verdict.values, description="Only such rows")],
    )
    @action(detail=True, filterset_class=None, ordering=("number",), ordering_fields=())
    def rows(self, request: Request, pk: str) -> Response:
        """Every row with its verdict; what is wrong is named by column with the mend."""
        rows = self.get_object().rows.all()
        verdict = request.query_params.get("verdict", "")
        if verdict and verdict not in Verdict.values:
            known = ", ".join(Verdict.values)
            raise DomainError("imports.verdict", f"Use one of: {known}.", field="verdict")
        page = self.paginate_queryset(rows.filter(verdict=verdict) if verdict else rows)
        return self.get_paginated_response(shapes.RowSerializer(page, many=True).data)

    @extend_schema(responses=shapes.ImportDetail)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        """Import the rows that were checked, in the background."""
        return self.acted(request, lambda made, _given: bringing_in.start(made, actor=request.user))

    @extend_schema(responses=shapes.ImportDetail)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Take an import back, in the background; what has to stay says why."""
        return self.acted(request, lambda made, _given: undoing.start_undo(made, actor=request.user))


def _refuse_unknown(made: Import, given: dict[str, Any], user: Any) -> None:
    known = {each.code for each in registry.find_for(user, made.kind).columns}
    for name in ("mapping", "date_orders"):
        if unknown := sorted(set(given[name]) - known):
            message = f"There is no column {', '.join(unknown)}. Columns: {', '.join(sorted(known))}."
            raise DomainError("imports.no_column", message, field=name)
