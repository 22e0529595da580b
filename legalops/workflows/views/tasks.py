"""Tasks across matters, requests and whatever else has them: one list, finished and given away in place."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.web import htmx
from legalops.web.form_page import Done, FormPage, answer
from legalops.web.tables import selection_of
from legalops.web.toasts import toast
from legalops.workflows.filters import TaskFilters
from legalops.workflows.forms import ReassignForm
from legalops.workflows.models import Task
from legalops.workflows.selectors.tasks import record_of, task_rows
from legalops.workflows.services.tasks import reassign_task, require_may_change, set_task_done
from legalops.workflows.tables import TaskTable
from legalops.workflows.views.access import CARD, address_of, answered, back, reads, task_or_404

_AT_ONCE = 200


@require_safe
@reads
def task_list(request: HttpRequest) -> HttpResponseBase:
    """What there is to do, with filters and sort in the address."""
    filters = TaskFilters(request, task_rows(request.user))
    if menu := filters.menu():
        return menu
    table = TaskTable(request, filters.qs, filtered=filters.narrowed)
    if shown := table.answer():
        return shown
    context = {"filters": filters, "table": table}
    return htmx.render_page(request, "workflows/tasks.html", context, partials={"task-list": "list"})


@require_safe
@reads
def task_record(request: HttpRequest, pk: int) -> HttpResponse:
    """To the record that a task is on."""
    _task, record = task_or_404(request, pk)
    return HttpResponseRedirect(f"{address_of(record)}#{CARD}")


@require_POST
@reads
def task_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish a task (`done` is 1), or open it again."""
    task, record = task_or_404(request, pk)
    done = request.POST.get("done") == "1"
    set_task_done(record, task, done, actor=request.user)
    said = _("“%s” is finished.") if done else _("“%s” is open again.")
    undo = reverse("workflows:task_done", args=[pk]) if done else ""
    toast(request, said % task.title, undo_url=undo)
    return answered(request, record)


@require_POST
@reads
def finish_many(request: HttpRequest) -> HttpResponse:
    """Finish the selected ones; those that may not be are named."""
    chosen = selection_of(request)
    rows = Task.objects.visible_to(request.user).open().select_related("run")
    finished, refused = 0, []
    for task in rows.filter(pk__in=chosen.keys)[:_AT_ONCE]:
        try:
            set_task_done(record_of(task), task, True, actor=request.user)
            finished += 1
        except DomainError as error:
            refused.append(error.message)
    toast(request, ngettext("%d task finished.", "%d tasks finished.", finished) % finished)
    for message in refused:
        toast(request, message, level="error")
    return htmx.hx_redirect(request, back(request))


@reads
def task_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a task to somebody else, or to nobody."""
    task, record = task_or_404(request, pk)
    require_may_change(record, task, actor=request.user)
    form = ReassignForm(record, task, request.POST or None)
    here = reverse("workflows:tasks")
    title = _("Give “%s” to somebody else") % task.title
    page = FormPage(
        title, _("Give"), here, crumbs=[(_("Tasks"), here)], intro=records.type_of(record).title(record)
    )

    def act(data: Mapping[str, Any]) -> Done:
        given = reassign_task(record, task, data["person"], actor=request.user)
        said = _("%s has it now.") % given.assignee if given.assignee else _("Nobody has it.")
        return Done(back(request, record), said)

    return answer(request, form, page, act)
