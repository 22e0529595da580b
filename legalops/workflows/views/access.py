"""How every view of tasks begins, and where it leads back to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from legalops.access.decorators import requires
from legalops.kernel import records
from legalops.web import htmx
from legalops.web.coming import back_to_day, came_from
from legalops.workflows import registry
from legalops.workflows.lists import READ
from legalops.workflows.models import Task
from legalops.workflows.selectors.tasks import record_of

reads = requires(*READ)
# The card of tasks on a record's page.
CARD = "tasks"


def task_or_404(request: HttpRequest, pk: int) -> tuple[Task, Any]:
    """The task and its record, if they exist for this person."""
    task = Task.objects.visible_to(request.user).select_related("run", "assignee").filter(pk=pk).first()
    record = record_of(task) if task else None
    if task is None or record is None:
        raise Http404
    return task, record


def record_or_404(request: HttpRequest, kind: str, pk: int) -> Any:
    """The record that a task is to be put on."""
    if kind not in registry.hosts():
        raise Http404
    record = records.find(kind).rows().visible_to(request.user).filter(pk=pk).first()
    if record is None:
        raise Http404
    return record


def address_of(record: Any) -> str:
    """The record's page."""
    return records.type_of(record).address(record)


def back(request: HttpRequest, record: Any = None) -> str:
    """The list as it was filtered, or the record's page, wherever the action came from."""
    here = reverse("workflows:tasks")
    parts = came_from(request)
    if parts is None:
        return here
    if record is not None and parts.path == address_of(record):
        return address_of(record)
    listed = f"{here}?{parts.query}" if parts.path == here and parts.query else here
    return back_to_day(request, listed)


def answered(request: HttpRequest, record: Any) -> HttpResponse:
    """After a change in place: the card takes its part of the record's page, else the page is loaded anew."""
    if htmx.target(request) == CARD:
        return HttpResponse(status=303, headers={"Location": address_of(record)})
    return htmx.hx_redirect(request, back(request, record))
