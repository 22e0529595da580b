"""What people do with a planned task: begin, finish, block; escalations; the matter's next action."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from legalops.web import htmx, toasts
from legalops.web.coming import back_to_day
from legalops.web.form_page import Done, answer
from legalops.workflows.models import Task
from legalops.workflows.services.tasks import set_task_done
from matters.forms.plan import AcknowledgeForm, BlockForm, NextActionForm, UnblockForm
from matters.models import Matter, PlanBlock, PlanEscalation
from matters.services.next_actions import finish_next_action, set_next_action, set_next_task
from matters.services.planning import Blocking, begin_task, block_task, note_chaser, unblock_task
from matters.services.planning.escalations import acknowledge
from matters.views.access import edits, matter_or_404
from matters.views.changes import page_of
from matters.views.plan_changes import row_or_404, tab_of


@require_POST
@edits
def done(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Finish a planned task (`done` is 1), or open it again."""
    matter = matter_or_404(request, number)
    row = row_or_404(request, matter, pk)
    finished = request.POST.get("done") == "1"
    set_task_done(matter, row.task, finished, actor=request.user)
    said = _("“%s” is finished.") if finished else _("“%s” is open again.")
    toasts.toast(request, said % row.title)
    return htmx.hx_redirect(request, tab_of(matter, request))


@require_POST
@edits
def begin(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Work on it has begun today."""
    matter = matter_or_404(request, number)
    row = begin_task(row_or_404(request, matter, pk), actor=request.user)
    toasts.toast(request, _("“%s” is in progress.") % row.title)
    return htmx.hx_redirect(request, tab_of(matter, request))


@edits
def block(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Say that a task is blocked; where it is, how it was resolved."""
    matter = matter_or_404(request, number)
    row = row_or_404(request, matter, pk)
    if row.open_block is not None:
        return _unblock(request, matter, row)
    form = BlockForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        block_task(row, Blocking(**data), actor=request.user)
        return Done(tab_of(matter, request), _("“%s” is blocked.") % row.title)

    page = page_of(matter, _("“%s” is blocked") % row.title, _("Block it"), tab="plan")
    return answer(request, form, page, act)


@require_POST
@edits
def chased(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Whoever blocks it was chased."""
    matter = matter_or_404(request, number)
    found = get_object_or_404(_with_task(request, PlanBlock), matter=matter, pk=pk)
    note_chaser(found, actor=request.user)
    toasts.toast(request, _("Noted: chased for “%s”.") % found.plan_task.title)
    return htmx.hx_redirect(request, tab_of(matter, request))


@edits
def acknowledged(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take note of an escalation and say what is done about it."""
    matter = matter_or_404(request, number)
    found = get_object_or_404(_with_task(request, PlanEscalation), matter=matter, pk=pk)
    form = AcknowledgeForm(request.POST or None, initial={"action": found.action})

    def act(data: Mapping[str, Any]) -> Done:
        acknowledge(found, action=data["action"], actor=request.user)
        return Done(back_to_day(request, tab_of(matter, request)), _("Noted."))

    page = page_of(matter, _("“%s” was escalated") % found.plan_task.title, _("Take note"), tab="plan")
    return answer(request, form, page, act)


@edits
def next_action(request: HttpRequest, number: str) -> HttpResponse:
    """Say what happens next."""
    matter = matter_or_404(request, number)
    tasks = _open_tasks(request, matter)
    form = NextActionForm(matter, tasks, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        if key := data.get("task"):
            chosen = next(each for each in tasks if each.pk == key)
            made = set_next_task(matter, chosen, actor=request.user)
        else:
            given = {name: data[name] for name in ("what", "owner", "due_on")}
            made = set_next_action(matter, **given, actor=request.user)
        words = {"what": made.what, "person": made.owner}
        return Done(back_to_day(request, _back(matter)), _("Next: %(what)s, by %(person)s.") % words)

    return answer(request, form, page_of(matter, _("What happens next"), _("Set it")), act)


@require_POST
@edits
def next_done(request: HttpRequest, number: str) -> HttpResponse:
    """The next action is done; where nothing follows from the plan, the next one is asked for."""
    matter = matter_or_404(request, number)
    following = finish_next_action(matter, actor=request.user)
    if following is None:
        toasts.toast(request, _("Done. Say what happens next."))
        return htmx.hx_redirect(request, reverse("matters:next", args=[matter.number]))
    toasts.toast(request, _("Done. Next from the plan: %s.") % following.what)
    return htmx.hx_redirect(request, back_to_day(request, _back(matter)))


def _unblock(request: HttpRequest, matter: Matter, row: Any) -> HttpResponse:
    form = UnblockForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        unblock_task(row, resolution=data["resolution"], actor=request.user)
        return Done(back_to_day(request, tab_of(matter, request)), _("“%s” goes on.") % row.title)

    page = page_of(matter, _("“%s” is no longer blocked") % row.title, _("Unblock it"), tab="plan")
    return answer(request, form, page, act)


def _with_task(request: HttpRequest, model: Any) -> Any:
    return model.objects.visible_to(request.user).select_related("plan_task__task")


def _open_tasks(request: HttpRequest, matter: Matter) -> list[Task]:
    rows = (
        Task.objects.visible_to(request.user)
        .filter(run__record_type="matter", run__record_id=matter.pk)
        .open()
    )
    rows = rows.exclude(assignee=None).exclude(due_on=None)
    return list(rows.select_related("run", "assignee").order_by("due_on", "pk")[:100])


def _back(matter: Matter) -> str:
    return reverse("matters:matter", args=[matter.number])
