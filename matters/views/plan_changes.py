"""The plan made and changed: tasks, moves with their preview, dependencies, baselines."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.web import htmx, toasts
from legalops.web.form_page import Done, answer
from legalops.web.forms import refusals_beside_fields
from matters.forms.plan import (
    BaselineForm,
    FromTemplateForm,
    MoveForm,
    NewPlanTaskForm,
    PlanForm,
    PlanTaskForm,
    WaitsForm,
    first_day,
    phase_choices,
)
from matters.models import Matter, PlanTask
from matters.selectors.plan_templates import templates_for
from matters.selectors.plans import plan_of, sheet_of
from matters.services.plan_templates import apply_template, preview_template
from matters.services.planning import (
    TaskPlan,
    Wait,
    add_phase,
    add_plan_task,
    edit_plan_task,
    make_plan,
    move_task,
    preview_move,
    set_dependencies,
    take_baseline,
)
from matters.services.planning.guards import own_plan
from matters.views.access import matter_or_404
from matters.views.changes import page_of

plans = requires(can.MATTERS_PLAN)


def row_or_404(request: HttpRequest, matter: Matter, pk: int) -> PlanTask:
    """A row of the matter's plan."""
    rows = PlanTask.objects.visible_to(request.user).select_related(
        "task__assignee", "task__run", "phase", "plan__calendar"
    )
    row = get_object_or_404(rows.prefetch_related("blocks"), matter=matter, pk=pk)
    row.matter = matter
    return row


def tab_of(matter: Matter, request: HttpRequest) -> str:
    """The plan as it was looked at."""
    here = reverse("matters:plan", args=[matter.number])
    came = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    _before, found, query = came.partition(f"{here}?")
    return f"{here}?{query.partition('#')[0]}" if found else here


@plans
def new(request: HttpRequest, number: str) -> HttpResponse:
    """Begin the plan, empty."""
    matter = matter_or_404(request, number)
    form = PlanForm(matter, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        make_plan(matter, starts_on=data["starts_on"], actor=request.user)
        return Done(reverse("matters:plan", args=[matter.number]), _("The plan is begun. Add its tasks."))

    return answer(request, form, page_of(matter, _("Begin a plan"), _("Begin"), tab="plan"), act)


@plans
def template(request: HttpRequest, number: str) -> HttpResponse:
    """Plan the matter from a template: first what it would make, then all of it."""
    matter = matter_or_404(request, number)
    versions = templates_for(matter)
    form = FromTemplateForm(matter, versions, request.POST or None)
    preview, plan = None, None
    if request.method == "POST" and form.is_valid():
        chosen = next(each for each in versions if each.pk == form.cleaned_data["template"])
        starts_on = form.cleaned_data["starts_on"]
        if form.cleaned_data["seen"] == form.signature:
            with refusals_beside_fields(form):
                plan = apply_template(matter, chosen, starts_on=starts_on, actor=request.user)
        if plan is not None:
            toasts.toast(request, _("The matter is planned. Look at the days, then take a baseline."))
            return htmx.hx_redirect(request, reverse("matters:plan", args=[matter.number]))
        preview = preview_template(matter, chosen, starts_on)
        form.data = form.data.copy()
        form.data["seen"] = form.signature
    page = page_of(matter, _("Plan from a template"), _("See what it makes"), tab="plan")
    partials = {"form-dialog-body": "dialog", "form-box": "form"}
    context = {"form": form, "page": page, "made": preview}
    status = 422 if form.errors else 200
    return htmx.render_page(request, "matters/plan_template.html", context, partials=partials, status=status)


@plans
def task_new(request: HttpRequest, number: str) -> HttpResponse:
    """Put a task or milestone into the plan."""
    matter = matter_or_404(request, number)
    plan = plan_of(matter) or own_plan(matter)
    sheet, phases = sheet_of(plan), list(plan.phases.all())
    choices = phase_choices(matter, sheet, phases)
    form = NewPlanTaskForm(matter, choices, sheet, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        row = add_plan_task(matter, _wanted(matter, data, choices, request), actor=request.user)
        return Done(tab_of(matter, request), _("“%s” is planned.") % row.title)

    return answer(request, form, page_of(matter, _("Add to the plan"), _("Add"), tab="plan", wide=True), act)


@plans
def task(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Change what is to be done, by whom, in which phase."""
    matter = matter_or_404(request, number)
    row = row_or_404(request, matter, pk)
    choices = phase_choices(matter, None, row.plan.phases.all())
    initial = {
        "title": row.title,
        "phase": row.phase.code,
        "owner": row.task.assignee_id,
        "effort_hours": row.effort_hours,
        "code": row.code,
        "description": row.task.description,
    }
    form = PlanTaskForm(matter, choices, request.POST or None, initial=initial)

    def act(data: Mapping[str, Any]) -> Done:
        values = dict(data) | {"phase": _phase(matter, data["phase"], choices, request)}
        edit_plan_task(row, values | {"code": data["code"].strip().upper()}, actor=request.user)
        return Done(tab_of(matter, request), _("Saved."))

    page = page_of(matter, _("Edit “%s”") % row.title, _("Save"), tab="plan", wide=True)
    return answer(request, form, page, act)


@plans
def move(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Move a task: first everything that would shift, then all of it with a reason."""
    matter = matter_or_404(request, number)
    row = row_or_404(request, matter, pk)
    asked = first_day(request.GET.get("to", ""))
    initial = {
        "to": asked or row.starts_on,
        "days": row.days,
        "fixed": row.fixed_on is not None,
        "version": row.plan.version,
    }
    form = MoveForm(row, request.POST or None, initial=initial)
    preview, done = None, None
    if request.method == "POST" and form.is_valid():
        with refusals_beside_fields(form):
            preview = preview_move(sheet_of(row.plan), row, form.move)
        if preview and form.cleaned_data["seen"] == form.signature:
            with refusals_beside_fields(form):
                done = _move(request, row, form)
        if done is not None:
            toasts.toast(request, done)
            return htmx.hx_redirect(request, tab_of(matter, request))
        form.data = form.data.copy()
        form.data["seen"] = form.signature if preview else ""
    page = page_of(matter, _("Move “%s”") % row.title, _("See what shifts"), tab="plan")
    context = {"form": form, "page": page, "row": row, "preview": preview if not _only_bad(form) else None}
    partials = {"form-dialog-body": "dialog", "form-box": "form"}
    status = 422 if form.errors else 200
    return htmx.render_page(request, "matters/plan_move.html", context, partials=partials, status=status)


@plans
def waits(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Say what a task waits for."""
    matter = matter_or_404(request, number)
    row = row_or_404(request, matter, pk)
    links = list(row.waits_for.order_by("pk"))
    form = WaitsForm(row, sheet_of(row.plan), links, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        set_dependencies(row, form.waits, actor=request.user)
        return Done(tab_of(matter, request), _("Saved. What had to move has moved."))

    page = page_of(matter, _("What “%s” waits for") % row.title, _("Save"), tab="plan", wide=True)
    return answer(request, form, page, act)


@plans
def baseline(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the plan as it stands."""
    matter = matter_or_404(request, number)
    form = BaselineForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        kept = take_baseline(matter, name=data["name"], reason=data["reason"], actor=request.user)
        return Done(tab_of(matter, request), _("“%s” is kept.") % kept.name)

    return answer(request, form, page_of(matter, _("Take a baseline"), _("Take it"), tab="plan"), act)


def _only_bad(form: MoveForm) -> bool:
    return bool({"to", "days"} & set(form.errors))


def _move(request: HttpRequest, row: PlanTask, form: MoveForm) -> str:
    data = form.cleaned_data
    entries = move_task(
        row, form.move, reason=data["reason"], note=data["note"], version=data["version"], actor=request.user
    )
    return ngettext("%d task moved.", "%d tasks moved.", len(entries)) % len(entries)


def _wanted(matter: Matter, data: Mapping[str, Any], choices: list, request: HttpRequest) -> TaskPlan:
    day = data["not_before"]
    return TaskPlan(
        title=data["title"],
        phase=_phase(matter, data["phase"], choices, request),
        owner=data["owner"],
        kind=data["kind"],
        days=data["days"],
        effort_hours=data["effort_hours"],
        code=data["code"],
        description=data["description"],
        not_before=None if data["fixed"] else day,
        fixed_on=day if data["fixed"] else None,
        waits_for=tuple(Wait(key) for key in data["waits_for"]),
    )


def _phase(matter: Matter, code: str, choices: list[tuple[str, str]], request: HttpRequest) -> Any:
    name = dict(choices)[code].removeprefix(code).strip()
    return add_phase(matter, code=code, name=name, actor=request.user)
