"""A matter's plan tab: list, board and Gantt of the same rows."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from legalops.kernel import clock
from matters.models import Matter, PlanEscalation
from matters.selectors.gantt import Gantt
from matters.selectors.plan_page import PlanView, plan_view
from matters.selectors.plan_templates import drift_of, templates_for
from matters.services.planning import may_plan
from matters.views.access import matter_or_404, reads
from matters.views.matter import frame_of

VIEWS = {"list": _("List"), "board": _("Board"), "gantt": _("Gantt")}


@require_safe
@reads
def show(request: HttpRequest, number: str) -> HttpResponse:
    """The plan in the view that the address asks for."""
    matter = matter_or_404(request, number)
    return render(request, "matters/plan.html", plan_context(request, matter))


def plan_context(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    """The plan tab."""
    wanted = request.GET.get("view", "")
    view = wanted if wanted in VIEWS else "list"
    plan = plan_view(matter, request.user, baseline=request.GET.get("baseline", ""))
    critical = request.GET.get("critical") == "1"
    context = frame_of(request, matter, "plan") | {
        "plan": plan,
        "view": view,
        "views": _views(matter, view, request),
        "can_plan": may_plan(request.user, matter),
        "critical": critical,
        "critical_url": _address(matter, request, critical="" if critical else "1"),
        "today": clock.today(),
        "templates": templates_for(matter) if plan is None else (),
    }
    if plan is not None:
        context["escalations"] = _escalations(request, matter)
        context["gantt"] = Gantt(plan) if view == "gantt" and plan.shown else None
        context["drift"] = drift_of(plan.plan, plan.sheet.rows)
        context["baseline_links"] = _baseline_links(matter, plan, request)
    return context


def _escalations(request: HttpRequest, matter: Matter) -> list[PlanEscalation]:
    rows = PlanEscalation.objects.visible_to(request.user).filter(matter=matter, resolved_at=None)
    return list(rows.select_related("plan_task__task", "acknowledged_by").order_by("-level", "raised_at"))


def _views(matter: Matter, current: str, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"label": str(label), "url": _address(matter, request, view=code), "current": code == current}
        for code, label in VIEWS.items()
    ]


def _baseline_links(matter: Matter, plan: PlanView, request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"baseline": each, "url": _address(matter, request, baseline=str(each.number))}
        for each in plan.baselines
    ]


def _address(matter: Matter, request: HttpRequest, **changed: str) -> str:
    """This page with other choices, the rest kept."""
    kept = {name: request.GET[name] for name in ("view", "baseline", "critical") if request.GET.get(name)}
    chosen = {name: value for name, value in (kept | changed).items() if value}
    here = reverse("matters:plan", args=[matter.number])
    return f"{here}?{urlencode(chosen)}" if chosen else here
