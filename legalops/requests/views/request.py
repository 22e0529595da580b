"""A request's page, and what people do there."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.approvals.selectors.panel import panel_of
from legalops.files.selectors.listing import FilesOf
from legalops.requests.forms import AssignForm, MoveForm
from legalops.requests.models import Request
from legalops.requests.selectors.page import RequestPage
from legalops.requests.selectors.timeline import told_events
from legalops.requests.services.assigning import assign_request
from legalops.requests.views.access import reads, request_or_404, works
from legalops.requests.views.back import wanted_back
from legalops.timeline.record import RecordTimeline
from legalops.web import htmx, palette
from legalops.web.form_page import Done, FormPage, answer
from legalops.workflows.selectors.runs import Move, moves_for
from legalops.workflows.services import move
from legalops.workflows.services.tasks import set_ticked


@require_safe
@reads
def show(request: HttpRequest, request_number: str) -> HttpResponseBase:
    """What was asked, where it stands, what can be done, what happened."""
    one = request_or_404(request, request_number)
    timeline = RecordTimeline(request, told_events(one, request.user), about=one)
    if (export := timeline.export()) is not None:
        return export
    palette.visited(request, "request", one.pk)
    context = {
        "one": one,
        "page": RequestPage(one, request.user),
        "panel": panel_of(one, request.user),
        "files": FilesOf(one, request.user),
        "timeline": timeline,
    }
    return render(request, "requests/request.html", context)


@reads
def make_move(request: HttpRequest, request_number: str, transition: str) -> HttpResponse:
    """Make a move: at once where nothing is asked, else after its form."""
    one = request_or_404(request, request_number)
    wanted = _move_or_404(one, transition, request)
    form = MoveForm(wanted, one.stage, request.POST or None)
    page = _page_of(one, wanted.label, wanted.label, intro=_intro(wanted))

    def act(data: Mapping[str, Any]) -> Done:
        passage = move(
            one, transition, actor=request.user, reason=data.get("reason", ""), seen_stage=data["seen_stage"]
        )
        said = _("%(number)s is now in “%(stage)s”.")
        to = wanted_back(request) or _after(request, one)
        return Done(to, said % {"number": one.number, "stage": passage.to_name})

    return answer(request, form, page, act)


@works
def assign(request: HttpRequest, request_number: str) -> HttpResponse:
    """Give it to someone, or back to the queue."""
    one = request_or_404(request, request_number)
    form = AssignForm(one, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        given = assign_request(one, data["person"], reason=data["reason"], actor=request.user)
        said = (
            _("%(person)s has it now.") % {"person": given.assignee}
            if given.assignee
            else _("Nobody has it.")
        )
        return Done(_after(request, one), said)

    return answer(request, form, _page_of(one, _("Assign %s") % one.number, _("Assign")), act)


@require_POST
@works
def tick(request: HttpRequest, request_number: str) -> HttpResponse:
    """Tick a line of the checklist off, or take that back."""
    one = request_or_404(request, request_number)
    set_ticked(one, request.POST.get("item", ""), request.POST.get("done") == "1", actor=request.user)
    return htmx.hx_redirect(request, _address(one))


def _move_or_404(one: Request, transition: str, request: HttpRequest) -> Move:
    found = next((each for each in moves_for(one, request.user) if each.code == transition), None)
    if found is None and request.method == "POST":
        # It has moved on since the page was shown: the service says where to.
        move(one, transition, actor=request.user, seen_stage=request.POST.get("seen_stage", ""))
    if found is None:
        raise Http404
    return found


def _intro(wanted: Move) -> str:
    leads = _("It goes to “%s”.") % wanted.target.name
    return f"{leads} {wanted.why_not}".strip()


def _page_of(one: Request, title: str, submit: str, **more: Any) -> FormPage:
    crumbs = [(_("Requests"), reverse("requests:mine")), (one.number, _address(one))]
    return FormPage(title=title, submit=submit, back=_address(one), crumbs=crumbs, **more)


def _after(request: HttpRequest, one: Request) -> str:
    """Back to the request, or to the queue where the person no longer sees it."""
    seen = Request.objects.visible_to(request.user).filter(pk=one.pk).exists()
    return _address(one) if seen else reverse("requests:queue")


def _address(one: Request) -> str:
    return reverse("requests:request", args=[one.number])
