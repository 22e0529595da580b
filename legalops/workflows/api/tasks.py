"""Endpoint of tasks on records that run through workflows."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.api.permissions import InDepartment
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from legalops.kernel import records
from legalops.workflows import registry
from legalops.workflows.api import shapes
from legalops.workflows.models import Task
from legalops.workflows.services.tasks import set_task_done


class TaskFilter(django_filters.FilterSet):
    """What a list of tasks may be narrowed by."""

    record_type = django_filters.CharFilter("run__record_type")
    record_id = django_filters.NumberFilter("run__record_id", max_value=2**63 - 1, min_value=0)
    assignee = django_filters.CharFilter("assignee__email", "iexact")
    done = django_filters.BooleanFilter("done_at", "isnull", exclude=True)
    due_on = django_filters.DateFromToRangeFilter()


class TaskViews(RecordViews):
    """Tasks on records that the caller may see; whoever sees a record may finish its tasks."""

    area = "workflows"
    permission_classes = (InDepartment,)
    queryset = Task.objects.none()
    serializer_class = shapes.TaskSerializer
    takes = {"finish": Nothing, "reopen": Nothing}
    filterset_class = TaskFilter
    ordering_fields = ("due_on", "made_at")
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """Through the records of each kind that runs through workflows."""
        seen = Q(pk__in=())
        for code in registry.hosts():
            rows = records.find(code).rows().visible_to(user).filter(pk=OuterRef("run__record_id"))
            seen |= Q(run__record_type=code) & Exists(rows)
        return Task.objects.filter(seen).select_related("run", "assignee", "done_by")

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

    def _setting(self, *, done: bool) -> Any:
        def act(task: Task, _given: dict[str, Any]) -> None:
            record = records.find(task.run.record_type).rows().get(pk=task.run.record_id)
            set_task_done(record, task, done, actor=self.request.user)

        return act
