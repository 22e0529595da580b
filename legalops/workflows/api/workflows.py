"""Endpoints of workflows: read them, keep a draft, publish it."""

from typing import Any

from django.db.models import IntegerField, OuterRef, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.workflows.api import shapes
from legalops.workflows.enums import VersionState
from legalops.workflows.machine import read
from legalops.workflows.models import Workflow, WorkflowVersion
from legalops.workflows.services import authoring

_READ, _WRITE = frozenset({can.CONFIGURE, can.AUDIT_VIEW}), frozenset({can.CONFIGURE})


class WorkflowViews(RecordViews):
    """Workflows: they tell of no record."""

    area = "workflows"
    capabilities = {"save_draft": _WRITE, "publish": _WRITE, "drop_draft": _WRITE, "*": _READ}
    queryset = Workflow.objects.none()
    serializer_class = shapes.WorkflowSerializer
    takes = {"save_draft": shapes.DefinitionSerializer, "publish": Nothing, "drop_draft": Nothing}
    filterset_fields = {"record_type": ["exact"], "sub_type": ["exact"]}
    ordering_fields = ("name", "code")
    ordering = ("code",)
    lookup_field = "code"
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the numbers of the versions that count."""
        published, draft = (_number(state) for state in (VersionState.PUBLISHED, VersionState.DRAFT))
        return Workflow.objects.annotate(published=published, draft=draft)

    @extend_schema(responses=shapes.WorkflowSerializer)
    @action(detail=True, methods=["post"], url_path="draft")
    def save_draft(self, request: Request, code: str) -> Response:
        """Keep a document as the draft, faults and all; what is published stays what it was."""

        def save(workflow: Workflow, given: dict[str, Any]) -> None:
            authoring.save_draft(workflow, read(given), actor=request.user)

        return self.acted(request, save)

    @extend_schema(responses=shapes.WorkflowSerializer)
    @action(detail=True, methods=["post"], url_path="drop-draft")
    def drop_draft(self, request: Request, code: str) -> Response:
        """Forget the draft."""
        return self.acted(request, lambda found, _given: authoring.drop_draft(found, actor=request.user))

    @extend_schema(responses=shapes.WorkflowSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, code: str) -> Response:
        """Make the draft the version that new records start on; every fault of it is named."""
        return self.acted(request, lambda found, _given: authoring.publish(found, actor=request.user))


class VersionViews(RecordViews):
    """Versions of workflows with their documents."""

    area = "workflows"
    capabilities = {"*": _READ}
    queryset = WorkflowVersion.objects.none()
    serializer_class = shapes.VersionSerializer
    filterset_fields = {"workflow__code": ["exact"], "number": ["exact"], "state": ["exact"]}
    ordering_fields = ("number", "changed_at")
    http_method_names = ("get", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With workflow and people."""
        return WorkflowVersion.objects.select_related("workflow", "changed_by", "published_by")


def _number(state: VersionState) -> Subquery:
    rows = WorkflowVersion.objects.filter(workflow=OuterRef("pk"), state=state)
    return Subquery(rows.values("number")[:1], output_field=IntegerField())
