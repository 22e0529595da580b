"""Endpoints of requests to legal."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request as HttpRequest
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.filters import MomentFilter
from legalops.api.permissions import InDepartment
from legalops.api.viewsets import RecordViews
from legalops.fields.api import CustomFilter, OnlyCustom
from legalops.fields.services import set_values
from legalops.requests.api import shapes
from legalops.requests.models import Request, RequestType
from legalops.requests.selectors.lists import to_do
from legalops.requests.selectors.page import RequestPage
from legalops.requests.services.asking import submit
from legalops.requests.services.assigning import assign_request
from legalops.workflows.api.moving import MovesThroughWorkflow
from legalops.workflows.enums import StageCategory
from legalops.workflows.services.tasks import set_ticked

_ANY = frozenset({can.REQUESTS_MAKE, can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL})
_MAKE, _WORK = frozenset({can.REQUESTS_MAKE}), frozenset({can.REQUESTS_WORK})


class RequestFilter(django_filters.FilterSet):
    """What a list of requests may be narrowed by."""

    q = django_filters.CharFilter("title", "icontains", help_text="Part of the title")
    to_do = django_filters.BooleanFilter(
        method="mine_to_do", help_text="Open ones of the caller or of nobody"
    )
    request_type = django_filters.CharFilter("request_type__code")
    stage = django_filters.CharFilter()
    category = django_filters.MultipleChoiceFilter(choices=StageCategory.choices)
    requester = django_filters.CharFilter("requester__email", "iexact")
    assignee = django_filters.CharFilter("assignee__email", "iexact")
    unassigned = django_filters.BooleanFilter("assignee", "isnull")
    team = django_filters.CharFilter("team__name")
    due_on = django_filters.DateFromToRangeFilter()
    made_after = MomentFilter("made_at", "gte")
    made_before = MomentFilter("made_at", "lt")

    def mine_to_do(self, queryset: Any, _name: str, wanted: bool) -> Any:
        """The first tab of the queue, or everything else."""
        rows = to_do(self.request.user, queryset)
        return rows if wanted else queryset.exclude(pk__in=rows.order_by().values("pk"))


class RequestViews(MovesThroughWorkflow, RecordViews):
    """Requests the caller may see. Moves, answers among them, are those of the workflow."""

    area = "requests"
    permission_classes = (InDepartment,)
    capabilities = {"create": _MAKE, "partial_update": _WORK, "assign": _WORK, "tick": _WORK, "*": _ANY}
    queryset = Request.objects.none()
    serializer_class = shapes.RequestSerializer
    takes = {
        "create": shapes.NewRequest,
        "partial_update": OnlyCustom,
        "assign": shapes.Assignment,
        "tick": shapes.Ticking,
    }
    filterset_class = RequestFilter
    filter_backends = (*RecordViews.filter_backends, CustomFilter)
    ordering_fields = ("made_at", "due_on", "entered_at")
    ordering = ("-made_at",)
    lookup_field = "number"
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With type and people."""
        rows = Request.objects.visible_to(user)
        return rows.select_related("request_type", "requester", "assignee", "team")

    @extend_schema(responses={201: shapes.RequestSerializer})
    def create(self, request: HttpRequest) -> Response:
        """Ask legal."""
        return self.made(request, lambda given: submit(**given, actor=request.user))

    @extend_schema(responses=shapes.RequestSerializer)
    def partial_update(self, request: HttpRequest, number: str) -> Response:
        """Change custom fields: all else of a request changes by what is done to it."""
        found, given = self.get_object(), self.taken(request, partial=True)
        set_values(found, given.get("custom", {}), actor=request.user)
        return self.shown(found)

    @extend_schema(responses=shapes.RequestSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: HttpRequest, number: str) -> Response:
        """Give it to someone, or back to the queue."""

        def assign(found: Request, given: dict[str, Any]) -> None:
            assign_request(found, given["person"], reason=given["reason"], actor=request.user)

        return self.acted(request, assign)

    @extend_schema(responses=shapes.ChecklistItem(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def checklist(self, request: HttpRequest, number: str) -> Response:
        """The present stage's checklist."""
        rows = RequestPage(self.get_object(), request.user).checklist
        return Response(shapes.ChecklistItem(rows, many=True).data)

    @extend_schema(responses=shapes.RequestSerializer)
    @action(detail=True, methods=["post"])
    def tick(self, request: HttpRequest, number: str) -> Response:
        """Tick a line of the checklist off, or take that back."""

        def tick(found: Request, given: dict[str, Any]) -> None:
            set_ticked(found, given["item"], given["done"], actor=request.user)

        return self.acted(request, tick)


class RequestTypeViews(RecordViews):
    """Kinds of request."""

    area = "requests"
    permission_classes = (InDepartment,)
    capabilities = {"*": _ANY}
    queryset = RequestType.objects.none()
    serializer_class = shapes.RequestTypeSerializer
    filterset_fields = {"is_active": ["exact"], "team__name": ["exact"]}
    ordering_fields = ("position", "name")
    ordering = ("position",)
    lookup_field = "code"
    http_method_names = ("get", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """All of them: they tell of no request."""
        return RequestType.objects.select_related("team")
