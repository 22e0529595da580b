"""Endpoints of matters."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.viewsets import RecordViews
from legalops.fields.api import CustomFilter, changed_with_custom
from legalops.workflows.api.moving import MovesThroughWorkflow
from matters.api import serializers as shapes
from matters.models import Budget, Engagement, Matter, MatterMember, MatterType, Stage
from matters.selectors.lists import matter_rows
from matters.services import budgets, editing, firms, opening, people, stages
from matters.services.reading import note_read

READ = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})
EDIT = frozenset({can.MATTERS_EDIT})
_READS = {"list": READ, "retrieve": READ, "metadata": READ, "*": EDIT}


class MatterFilter(django_filters.FilterSet):
    """What a list of matters may be narrowed by."""

    q = django_filters.CharFilter(method="find", help_text="Part of number or name")
    stage = django_filters.CharFilter("stage__code")
    stage_category = django_filters.CharFilter("stage__category")
    matter_type = django_filters.CharFilter("matter_type__code")
    lead = django_filters.CharFilter("lead__email", "iexact")
    team = django_filters.CharFilter("team__name")
    legal_entity = django_filters.CharFilter("legal_entity__code", "iexact")
    department = django_filters.CharFilter("department__code", "iexact")
    cost_centre = django_filters.CharFilter("cost_centre__code", "iexact")
    restricted = django_filters.BooleanFilter()
    opened = django_filters.DateFromToRangeFilter("opened_on")

    def find(self, queryset: Any, _name: str, text: str) -> Any:
        """Number or name contains the text."""
        return queryset.matching(text.strip())


class MatterViews(MovesThroughWorkflow, RecordViews):
    """Matters the caller may see."""

    area = "matters"
    capabilities = _READS | {"moves": READ, "passages": READ}
    queryset = Matter.objects.none()
    serializer_class = shapes.MatterSerializer
    takes = {
        "create": shapes.NewMatter,
        "partial_update": shapes.MatterFields,
        "stage": shapes.StageEntry,
        "restrict": shapes.Restriction,
    }
    filterset_class = MatterFilter
    filter_backends = (*RecordViews.filter_backends, CustomFilter)
    ordering_fields = ("opened_on", "number", "name")
    ordering = ("-opened_on",)
    lookup_field = "number"
    http_method_names = ("get", "post", "patch", "head", "options")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One matter; reading a restricted one leaves its trace here too."""
        matter = self.get_object()
        note_read(matter, page="API", actor=request.user)
        return self.shown(matter)

    def queryset_for(self, user: Any) -> Any:
        """With next date and budget."""
        return matter_rows(user)

    @extend_schema(responses={201: shapes.MatterSerializer})
    def create(self, request: Request) -> Response:
        """Open a matter."""
        return self.made(request, lambda given: opening.open_matter(**given, actor=request.user))

    @extend_schema(responses=shapes.MatterSerializer)
    def partial_update(self, request: Request, number: str) -> Response:
        """Change a matter's own fields; send If-Match with the ETag that was read."""

        def change(matter: Matter, given: dict[str, Any], version: int) -> None:
            def own(fields: dict[str, Any]) -> None:
                editing.edit_matter(matter, fields, version=version, actor=request.user)

            changed_with_custom(matter, given, own, actor=request.user)

        return self.changed(request, change)

    @extend_schema(responses=shapes.MatterSerializer)
    @action(detail=True, methods=["post"])
    def stage(self, request: Request, number: str) -> Response:
        """Enter a stage."""

        def enter(matter: Matter, given: dict[str, Any]) -> None:
            stages.enter_stage(matter, given["stage"], reason=given["reason"], actor=request.user)

        return self.acted(request, enter)

    @extend_schema(responses=shapes.MatterSerializer)
    @action(detail=True, methods=["post"])
    def restrict(self, request: Request, number: str) -> Response:
        """Restrict the matter to the people on it, or open it again."""

        def restrict(matter: Matter, given: dict[str, Any]) -> None:
            people.set_restricted(matter, given["restricted"], reason=given["reason"], actor=request.user)

        return self.acted(request, restrict)


class OfMatter(RecordViews):
    """Rows that hang on a matter; `?matter__number=` narrows to one."""

    area = "matters"
    capabilities = _READS
    filterset_fields = {"matter__number": ["exact"]}
    http_method_names = ("get", "post", "head", "options")


class MemberViews(OfMatter):
    """People on matters."""

    queryset = MatterMember.objects.none()
    serializer_class = shapes.MemberSerializer
    filterset_fields = {"matter__number": ["exact"], "user__email": ["iexact"], "role": ["exact"]}
    http_method_names = ("get", "post", "delete", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With matter and person."""
        return MatterMember.objects.visible_to(user).select_related("matter", "user")

    @extend_schema(responses={201: shapes.MemberSerializer})
    def create(self, request: Request) -> Response:
        """Put a person on a matter, or change their role on it."""
        return self.made(
            request,
            lambda given: people.add_member(
                given["matter"], given["user"], role=given["role"], actor=request.user
            ),
        )

    def destroy(self, request: Request, pk: str) -> Response:
        """Take the person off the matter."""
        member = self.get_object()
        people.remove_member(member.matter, member.user, actor=request.user)
        return Response(status=204)


class BudgetViews(OfMatter):
    """Versions of budgets."""

    queryset = Budget.objects.none()
    serializer_class = shapes.BudgetSerializer
    filterset_fields = {"matter__number": ["exact"], "status": ["exact"]}

    def queryset_for(self, user: Any) -> Any:
        """Set ones, with matter and person."""
        return Budget.objects.visible_to(user).exclude(status="draft").select_related("matter", "set_by")

    @extend_schema(responses={201: shapes.BudgetSerializer})
    def create(self, request: Request) -> Response:
        """Set a matter's budget; the one before it is superseded."""

        def approve(given: dict[str, Any]) -> Budget:
            kept = {name: given[name] for name in ("phases", "note") if name in given}
            return budgets.approve_budget(given["matter"], given["amount"], **kept, actor=request.user)

        return self.made(request, approve)


class EngagementViews(OfMatter):
    """Firms engaged on matters."""

    queryset = Engagement.objects.none()
    serializer_class = shapes.EngagementSerializer
    takes = {"end": shapes.EngagementEnd}
    filterset_fields = {"matter__number": ["exact"], "firm__code": ["exact"], "ended_on": ["isnull"]}

    def queryset_for(self, user: Any) -> Any:
        """With matter and firm."""
        return Engagement.objects.visible_to(user).select_related("matter", "firm")

    @extend_schema(responses={201: shapes.EngagementSerializer})
    def create(self, request: Request) -> Response:
        """Engage a firm."""
        return self.made(
            request,
            lambda given: firms.engage_firm(
                given["matter"], given["firm"], started_on=given.get("started_on"), actor=request.user
            ),
        )

    @extend_schema(responses=shapes.EngagementSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """End the firm's work on the matter."""
        return self.acted(
            request, lambda held, given: firms.end_engagement(held, **given, actor=request.user)
        )


class Reference(RecordViews):
    """Reference data that everybody of the department reads."""

    area = "matters"
    capabilities = {"*": READ}
    http_method_names = ("get", "head", "options")
    lookup_field = "code"

    def queryset_for(self, user: Any) -> Any:
        """All of it."""
        return self.queryset.all()


class MatterTypeViews(Reference):
    """Kinds of matter."""

    queryset = MatterType.objects.all()
    serializer_class = shapes.MatterTypeSerializer


class StageViews(Reference):
    """Stages of matters."""

    queryset = Stage.objects.all()
    serializer_class = shapes.StageSerializer
    ordering = ("position",)
