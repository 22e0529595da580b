"""Endpoint of tasks on records that run through workflows."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.api.permissions import InDepartment
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.fields.api import CustomFilter, OnlyCustom
from legalops.fields.services import set_values
from legalops.kernel import records
from legalops.workflows.api import shapes
from legalops.workflows.models import Task
from legalops.workflows.services.tasks import reassign_task, set_task_done


class TaskFilter(django_filters.FilterSet):
    """What a list of tasks may be narrowed by."""

    record_type = django_filters.CharFilter("run__record_type")
    record_id = django_filters.NumberFilter("run__record_id", max_value=2**63 - 1, min_value=0)
    assignee = django_filters.CharFilter("assignee__email", "iexact")
    done = django_filters.BooleanFilter("done_at", "isnull", exclude=True)
    due_on = django_filters.DateFromToRangeFilter()


class TaskViews(RecordViews):
    """Tasks on records that the caller may see; theirs, and those of records they may edit, they finish."""

    area = "workflows"
    permission_classes = (InDepartment,)
    queryset = Task.objects.none()
    serializer_class = shapes.TaskSerializer
    takes = {
        "partial_update": OnlyCustom,
        "finish": Nothing,
        "reopen": Nothing,
        "assign": shapes.TaskAssignment,
    }
    filterset_class = TaskFilter
    filter_backends = (*RecordViews.filter_backends, CustomFilter)
    ordering_fields = ("due_on", "made_at")
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """Those of the records that the caller sees."""
        return Task.objects.visible_to(user).select_related("run", "assignee", "done_by")

    @extend_schema(responses=shapes.TaskSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change custom fields: all else of a task changes by what is done to it."""
        found, given = self.get_object(), self.taken(request, partial=True)
        set_values(found, given.get("custom", {}), actor=request.user)
        return self.shown(found)

    @extend_schema(responses=shapes.TaskSerializer)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: str) -> Response:
        """It is done."""
        return self.acted(request, self._setting(done=True))

    @extend_schema(responses=shapes.TaskSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Take "done" back."""
        return self.acted(request, self._setting(done=False))

    @extend_schema(responses=shapes.TaskSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Give it to somebody else, or to nobody."""
        return self.acted(request, self._assigning)

    def _assigning(self, task: Task, given: dict[str, Any]) -> None:
        record = records.find(task.run.record_type).rows().get(pk=task.run.record_id)
        reassign_task(record, task, given["person"], actor=self.request.user)

    def _setting(self, *, done: bool) -> Any:
        def act(task: Task, _given: dict[str, Any]) -> None:
            record = records.find(task.run.record_type).rows().get(pk=task.run.record_id)
            set_task_done(record, task, done, actor=self.request.user)

        return act
