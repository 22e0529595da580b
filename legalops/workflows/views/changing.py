"""Tasks made, edited and cancelled by hand."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from legalops.kernel import records
from legalops.web.form_page import Done, FormPage, answer
from legalops.workflows.forms import CancelForm, task_form
from legalops.workflows.selectors.runs import run_of
from legalops.workflows.services.tasks import cancel_task, edit_task, make_task, require_may_steer
from legalops.workflows.views.access import address_of, back, reads, record_or_404, task_or_404


@reads
def task_new(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Put a task on a record."""
    record = record_or_404(request, kind, pk)
    require_may_steer(record, actor=request.user)
    form = task_form(record, None, run_of(record), request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        task = make_task(
            record,
            title=data["title"],
            person=data["person"],
            due_on=data["due_on"],
            priority=data["priority"],
            description=data["description"],
            actor=request.user,
        )
        said = _("%(person)s has “%(task)s” to do now.") if task.assignee else _("“%(task)s” is on the list.")
        return Done(address_of(record), said % {"person": task.assignee, "task": task.title})

    return answer(request, form, _page(record, _("Add a task"), _("Add"), wide=True), act)


@reads
def task_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is to be done, by whom or until when."""
    task, record = task_or_404(request, pk)
    require_may_steer(record, actor=request.user)
    form = task_form(record, task, task.run, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        values = {name: data[name] for name in ("title", "due_on", "priority", "description")}
        edit_task(
            record,
            task,
            values | {"assignee": data["person"]},
            version=data["version"],
            actor=request.user,
        )
        return Done(back(request, record), _("Saved."))

    return answer(request, form, _page(record, _("Edit the task"), _("Save"), wide=True), act)


@reads
def task_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It need not be done."""
    task, record = task_or_404(request, pk)
    require_may_steer(record, actor=request.user)
    form = CancelForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        cancel_task(record, task, reason=data["reason"], actor=request.user)
        return Done(back(request, record), _("“%s” is called off.") % task.title)

    title = _("Call off “%s”") % task.title
    return answer(request, form, _page(record, title, _("Call it off"), danger=True), act)


def _page(record: Any, title: str, submit: str, **more: Any) -> FormPage:
    kind, here = records.type_of(record), address_of(record)
    name = kind.title(record)
    return FormPage(title=title, submit=submit, back=here, crumbs=[(name, here)], intro=name, **more)
