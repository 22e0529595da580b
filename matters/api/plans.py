"""Endpoints of plans."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.shapes import Nothing
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.workflows.models import Task
from matters.api import plan_shapes as shapes
from matters.api.views import EDIT, READ, OfMatter
from matters.models import Matter, NextAction, Plan, PlanBaseline, PlanTask, Replan
from matters.selectors.phases import phases_of
from matters.selectors.plan_templates import templates_for
from matters.selectors.plans import sheet_of
from matters.services import planning
from matters.services.next_actions import finish_next_action, set_next_action, set_next_task
from matters.services.plan_templates import apply_template

_PLAN = frozenset({can.MATTERS_PLAN})
_READS = {"list": READ, "retrieve": READ, "metadata": READ, "*": _PLAN}


class PlanViews(OfMatter):
    """Plans of matters."""

    capabilities = _READS
    queryset = Plan.objects.none()
    serializer_class = shapes.PlanSerializer
    takes = {"create": shapes.NewPlan}

    def queryset_for(self, user: Any) -> Any:
        """With matter, calendar and template."""
        return Plan.objects.visible_to(user).select_related("matter", "calendar", "template__template")

    @extend_schema(responses={201: shapes.PlanSerializer})
    def create(self, request: Request) -> Response:
        """Begin a matter's plan, empty or from a template."""

        def make(given: dict[str, Any]) -> Plan:
            matter, starts_on = given["matter"], given.get("starts_on") or clock.today()
            if code := given.get("template"):
                return apply_template(
                    matter, _template(matter, code), starts_on=starts_on, actor=request.user
                )
            return planning.make_plan(matter, starts_on=starts_on, actor=request.user)

        return self.made(request, make)


class PlanTaskViews(OfMatter):
    """Tasks and milestones of plans; they are finished and called off as tasks (`workflow-tasks`)."""

    capabilities = _READS | {"begin": EDIT, "block": EDIT, "unblock": EDIT}
    queryset = PlanTask.objects.none()
    serializer_class = shapes.PlanTaskSerializer
    takes = {
        "create": shapes.NewPlanTask,
        "partial_update": shapes.PlanTaskFields,
        "move": shapes.MoveShape,
        "preview": shapes.MoveShape,
        "waits": shapes.WaitsShape,
        "block": shapes.BlockShape,
        "unblock": shapes.ResolutionShape,
        "begin": Nothing,
    }
    filterset_fields = {
        "matter__number": ["exact"],
        "kind": ["exact"],
        "phase__code": ["exact"],
        "task__assignee__email": ["iexact"],
        "starts_on": ["gte", "lte"],
        "task__due_on": ["gte", "lte"],
    }
    ordering_fields = ("starts_on",)
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With everything that a row shows."""
        rows = PlanTask.objects.visible_to(user).select_related(
            "matter__lead", "task__assignee", "task__run", "phase", "plan__calendar"
        )
        return rows.prefetch_related("blocks", "waits_for")

    @extend_schema(responses={201: shapes.PlanTaskSerializer})
    def create(self, request: Request) -> Response:
        """Put a task or milestone into the plan of a matter."""

        def add(given: dict[str, Any]) -> PlanTask:
            matter, waits = given.pop("matter"), given.pop("waits_for", [])
            phase = _phase(matter, given.pop("phase"), request)
            wanted = planning.TaskPlan(phase=phase, waits_for=_waits(waits), **given)
            return planning.add_plan_task(matter, wanted, actor=request.user)

        return self.made(request, add)

    @extend_schema(responses=shapes.PlanTaskSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is to be done, by whom, in which phase."""
        row, given = self.get_object(), self.taken(request, partial=True)
        if "phase" in given:
            given["phase"] = _phase(row.matter, given["phase"], request)
        planning.edit_plan_task(row, given, actor=request.user)
        return self.shown(row)

    @extend_schema(responses=shapes.PreviewShape)
    @action(detail=True, methods=["post"])
    def preview(self, request: Request, pk: str) -> Response:
        """What a move would shift; nothing is written."""
        row, given = self.get_object(), self.taken(request)
        planning.require_may_plan(request.user, row.matter)
        found = planning.preview_move(sheet_of(row.plan), row, _move(given))
        return Response(shapes.PreviewShape(found).data)

    @extend_schema(responses=shapes.PlanTaskSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """Move it with everything that waits for it."""

        def act(row: PlanTask, given: dict[str, Any]) -> None:
            why = {"reason": given["reason"], "note": given["note"], "version": given.get("version")}
            planning.move_task(row, _move(given), **why, actor=request.user)

        return self.acted(request, act)

    @extend_schema(responses=shapes.PlanTaskSerializer)
    @action(detail=True, methods=["post"])
    def waits(self, request: Request, pk: str) -> Response:
        """Say all that it waits for."""
        return self.acted(
            request,
            lambda row, given: planning.set_dependencies(row, _waits(given["waits_for"]), actor=request.user),
        )

    @extend_schema(responses=shapes.PlanTaskSerializer)
    @action(detail=True, methods=["post"])
    def begin(self, request: Request, pk: str) -> Response:
        """Work on it began today."""
        return self.acted(request, lambda row, _given: planning.begin_task(row, actor=request.user))

    @extend_schema(responses=shapes.PlanTaskSerializer)
    @action(detail=True, methods=["post"])
    def block(self, request: Request, pk: str) -> Response:
        """Say that it is blocked."""
        return self.acted(
            request,
            lambda row, given: planning.block_task(row, planning.Blocking(**given), actor=request.user),
        )

    @extend_schema(responses=shapes.PlanTaskSerializer)
    @action(detail=True, methods=["post"])
    def unblock(self, request: Request, pk: str) -> Response:
        """Say that it goes on."""
        return self.acted(request, lambda row, given: planning.unblock_task(row, **given, actor=request.user))


class BaselineViews(OfMatter):
    """Baselines of plans: taken, never changed."""

    capabilities = _READS
    queryset = PlanBaseline.objects.none()
    serializer_class = shapes.BaselineSerializer

    def queryset_for(self, user: Any) -> Any:
        """With matter and person."""
        return PlanBaseline.objects.visible_to(user).select_related("matter", "taken_by")

    @extend_schema(responses={201: shapes.BaselineSerializer})
    def create(self, request: Request) -> Response:
        """Keep a matter's plan as it stands."""
        return self.made(
            request,
            lambda given: planning.take_baseline(
                given["matter"], name=given["name"], reason=given["reason"], actor=request.user
            ),
        )


class ReplanViews(OfMatter):
    """Every move in plans, with its reason."""

    capabilities = {"*": READ}
    queryset = Replan.objects.none()
    serializer_class = shapes.ReplanSerializer
    filterset_fields = {"matter__number": ["exact"], "reason": ["exact"], "made_at": ["gte", "lte"]}
    http_method_names = ("get", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With matter and person."""
        return Replan.objects.visible_to(user).select_related("matter", "made_by")


class NextActionViews(OfMatter):
    """Next actions of matters, the standing ones and those before them."""

    capabilities = {"list": READ, "retrieve": READ, "metadata": READ, "*": EDIT}
    queryset = NextAction.objects.none()
    serializer_class = shapes.NextActionSerializer
    takes = {"done": Nothing}
    filterset_fields = {
        "matter__number": ["exact"],
        "owner__email": ["iexact"],
        "ended_at": ["isnull"],
        "due_on": ["gte", "lte"],
    }

    def queryset_for(self, user: Any) -> Any:
        """With matter and owner."""
        return NextAction.objects.visible_to(user).select_related("matter", "owner")

    @extend_schema(responses={201: shapes.NextActionSerializer})
    def create(self, request: Request) -> Response:
        """Say what happens next on a matter."""

        def say(given: dict[str, Any]) -> NextAction:
            if (key := given.get("task_id")) is not None:
                task = Task.objects.visible_to(request.user).filter(pk=key).first()
                if task is None:
                    raise DomainError("next.task", _("Choose an open task of this matter."), field="task")
                return set_next_task(given["matter"], task, actor=request.user)
            return set_next_action(
                given["matter"],
                what=given.get("what", ""),
                owner=given.get("owner"),
                due_on=given.get("due_on"),
                actor=request.user,
            )

        return self.made(request, say)

    @extend_schema(responses=shapes.NextActionSerializer)
    @action(detail=True, methods=["post"])
    def done(self, request: Request, pk: str) -> Response:
        """It is done; the plan's next task follows, or the lead is asked."""
        return self.acted(request, lambda row, _given: finish_next_action(row.matter, actor=request.user))


def _template(matter: Matter, code: str) -> Any:
    found = next((each for each in templates_for(matter) if each.template.code == code), None)
    if found is None:
        message = _("No template “%s” is published for matters of this type.")
        raise DomainError("plan_template.unknown", message % code, field="template")
    return found


def _phase(matter: Matter, code: str, request: Request) -> Any:
    name = dict(phases_of(matter.matter_type.code_set)).get(code.upper(), "")
    return planning.add_phase(matter, code=code, name=name, actor=request.user)


def _waits(given: list[dict[str, Any]]) -> tuple[planning.Wait, ...]:
    return tuple(planning.Wait(each["before_id"], each["kind"], each["lag_days"]) for each in given)


def _move(given: dict[str, Any]) -> planning.Move:
    return planning.Move(given["to"], given.get("days"), given["fixed"])
