"""Endpoint of tasks on records that run through workflows."""

from typing import Any

import django_filters
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.api.permissions import InDepartment
from legalops.api.shapes import Nothing
from legalops.api.versions import expected_version
from legalops.api.viewsets import RecordViews
from legalops.fields.api import CustomFilter, changed_with_custom
from legalops.kernel import records
from legalops.kernel.errors import NotFound
from legalops.workflows import registry
from legalops.workflows.api import shapes
from legalops.workflows.enums import Priority
from legalops.workflows.models import Task
from legalops.workflows.selectors.tasks import record_of
from legalops.workflows.services.tasks import (
    cancel_task,
    edit_task,
    make_task,
    reassign_task,
    set_task_done,
)


class TaskFilter(django_filters.FilterSet):
    """What a list of tasks may be narrowed by."""

    record_type = django_filters.CharFilter("run__record_type")
    record_id = django_filters.NumberFilter("run__record_id", max_value=2**63 - 1, min_value=0)
    assignee = django_filters.CharFilter("assignee__email", "iexact")
    done = django_filters.BooleanFilter("done_at", "isnull", exclude=True)
    priority = django_filters.MultipleChoiceFilter(choices=Priority.choices)
    due_on = django_filters.DateFromToRangeFilter()


class TaskViews(RecordViews):
    """Tasks on records that the caller may see; theirs, and those of records they may edit, they finish."""

    area = "workflows"
    permission_classes = (InDepartment,)
    queryset = Task.objects.none()
    serializer_class = shapes.TaskSerializer
    takes = {
        "create": shapes.NewTask,
        "partial_update": shapes.TaskFields,
        "cancel": shapes.TaskCalledOff,
        "finish": Nothing,
        "reopen": Nothing,
        "assign": shapes.TaskAssignment,
    }
    filterset_class = TaskFilter
    filter_backends = (*RecordViews.filter_backends, CustomFilter)
    ordering_fields = ("due_on", "made_at", "priority")
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """Those of the records that the caller sees."""
        rows = Task.objects.visible_to(user)
        return rows.select_related("run", "assignee", "made_by", "done_by", "cancelled_by")

    @extend_schema(responses={201: shapes.TaskSerializer})
    def create(self, request: Request) -> Response:
        """Put a task on a record that the caller may edit."""
        return self.made(request, self._make)

    @extend_schema(responses=shapes.TaskSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change an open task; send If-Match with the ETag that was read, unless for custom fields alone."""
        found, given = self.get_object(), self.taken(request, partial=True)
        version = expected_version(request, found) if given.keys() - {"custom"} else None

        def own(fields: dict[str, Any]) -> None:
            edit_task(record_of(found), found, fields, version=version, actor=request.user)

        changed_with_custom(found, given, own, actor=request.user)
        return self.shown(found)

    @extend_schema(responses=shapes.TaskSerializer)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: str) -> Response:
        """It is done."""
        return self.acted(request, self._setting(done=True))

    @extend_schema(responses=shapes.TaskSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Open one again that was finished or called off."""
        return self.acted(request, self._setting(done=False))

    @extend_schema(responses=shapes.TaskSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Give it to somebody else, or to nobody."""
        return self.acted(request, self._assigning)

    @extend_schema(responses=shapes.TaskSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Call it off: it need not be done."""
        return self.acted(request, self._cancelling)

    def _make(self, given: dict[str, Any]) -> Task:
        kind, key = given.pop("record_type"), given.pop("record_id")
        record = None
        if kind in registry.hosts():
            record = records.find(kind).rows().visible_to(self.request.user).filter(pk=key).first()
        if record is None:
            raise NotFound("workflow.no_record", _("There is no such record."))
        return make_task(record, person=given.pop("assignee", None), **given, actor=self.request.user)

    def _cancelling(self, task: Task, given: dict[str, Any]) -> None:
        cancel_task(record_of(task), task, reason=given["reason"], actor=self.request.user)

    def _assigning(self, task: Task, given: dict[str, Any]) -> None:
        reassign_task(record_of(task), task, given["person"], actor=self.request.user)

    def _setting(self, *, done: bool) -> Any:
        def act(task: Task, _given: dict[str, Any]) -> None:
            set_task_done(record_of(task), task, done, actor=self.request.user)

        return act
