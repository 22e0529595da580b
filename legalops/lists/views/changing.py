"""Pages of a change of many rows: enter, preview, apply, result, undo."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from legalops.kernel.errors import DomainError, NotAllowed
from legalops.lists.bulk.registry import Change, find_change
from legalops.lists.bulk.values import form_of, in_words
from legalops.lists.enums import AGAIN, ItemState, RunState
from legalops.lists.models import BulkRun
from legalops.lists.selectors.bulk import PER_PAGE, lines_of, parts_of, recent_changes
from legalops.lists.services import starting
from legalops.lists.services.clearing import KEEP
from legalops.lists.views.access import list_or_404
from legalops.web import htmx, lists, progress, toasts
from legalops.web.forms import refusals_beside_fields
from legalops.web.tables import selection_of

_GOES_ON = gettext_lazy("You may leave this page; the work goes on. Recent changes lead back to it.")
_SAID = {
    RunState.PREPARING: gettext_lazy("Nothing is changed yet. Every row is tried first."),
    RunState.APPLYING: _GOES_ON,
    RunState.UNDOING: _GOES_ON,
}


@require_POST
def start(request: HttpRequest, list_id: str) -> HttpResponse:
    """A change of the selected rows; on to what it needs to know."""
    spec = list_or_404(request, list_id)
    params = dict(request.GET.lists())
    try:
        chosen = selection_of(request)
        run = starting.start_change(spec, request.POST.get("change", ""), chosen, params, actor=request.user)
    except NotAllowed:
        raise
    except DomainError as refusal:
        toasts.toast(request, refusal.message, level="error")
        return htmx.hx_redirect(request, starting.address_of(spec, params))
    change = _change_of(run, request)
    if not change.form(request.user, None).fields:
        starting.enter_values(run, QueryDict(), actor=request.user)
    return htmx.hx_redirect(request, reverse("lists:change", args=[run.pk]))


@require_safe
def recent(request: HttpRequest, list_id: str) -> HttpResponse:
    """The person's latest changes of a list, to go on with one or to undo it."""
    spec = list_or_404(request, list_id)
    if spec.outside:
        raise Http404
    context = {"spec": spec, "rows": recent_changes(spec.id, request.user), "days": KEEP.days}
    return htmx.render_page(request, "lists/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The change where it stands: its form, its preview, how far it is, or what came of it."""
    run = _own(request, pk)
    change = _change_of(run, request)
    enters = run.state == RunState.DRAFT or ("enter" in request.GET and run.state == RunState.READY)
    if request.method == "POST" or enters:
        return _enter(request, run, change)
    return htmx.render_page(request, "lists/change.html", _context(request, run, change))


@require_safe
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work is."""
    run = _own(request, pk)
    shown = progress.Progress(finished=True, result_url=_address(run))
    if run.is_busy and run.job:
        shown = progress.of_job(run.job, result_url=_address(run))
    return progress.respond(request, shown, poll_url=request.path)


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the preview shows."""
    run = starting.apply_change(_own(request, pk), actor=request.user)
    if not run.is_busy:
        done = run.items.filter(state=ItemState.DONE).count()
        undo = reverse("lists:change_undo", args=[run.pk]) if _change_of(run, request).can_be_undone else ""
        said = ngettext("%d row was changed.", "%d rows were changed.", done) % done
        toasts.toast(request, said, level="success" if done else "warning", undo_url=undo if done else "")
    return htmx.hx_redirect(request, _address(run))


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new preview of what was not changed."""
    run = starting.try_again(_own(request, pk), actor=request.user)
    return htmx.hx_redirect(request, _address(run))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the change back."""
    run = starting.undo_change(_own(request, pk), actor=request.user)
    if not run.is_busy:
        undone = run.items.filter(state=ItemState.UNDONE).count()
        said = ngettext("%d row is as it was before.", "%d rows are as they were before.", undone) % undone
        toasts.toast(request, said, level="success" if undone else "warning")
    return htmx.hx_redirect(request, _address(run))


def _enter(request: HttpRequest, run: BulkRun, change: Change) -> HttpResponse:
    if request.method == "POST":
        form = change.form(request.user, request.POST)
    else:
        form = form_of(change, request.user, run.data) if run.data else change.form(request.user, None)
    if request.method == "POST" and form.is_valid():
        with refusals_beside_fields(form):
            starting.enter_values(run, request.POST, actor=request.user)
            return htmx.hx_redirect(request, _address(run))
    context = {**_frame(run, change), "form": form, "count": run.items.count()}
    return htmx.render_page(request, "lists/change_form.html", context, status=422 if form.errors else 200)


def _context(request: HttpRequest, run: BulkRun, change: Change) -> dict[str, Any]:
    form = form_of(change, request.user, run.data)
    form.is_valid()
    if run.is_busy and run.job:
        shown = progress.of_job(run.job, result_url=_address(run))
        return {**_frame(run, change), "progress": shown, "said": _SAID[RunState(run.state)]}
    state, page = request.GET.get("part", ""), _page(request)
    parts = parts_of(run, state)
    counts = {part.state: part.count for part in parts}
    shown_count = counts.get(state, 0) if state else sum(counts.values())
    return {
        **_frame(run, change),
        "values": in_words(form),
        "parts": parts,
        "state": state,
        "total": sum(counts.values()),
        "lines": lines_of(run, change, request.user, state=state, page=page),
        "planned": counts.get(ItemState.PLANNED, 0),
        "done": counts.get(ItemState.DONE, 0),
        "undone": counts.get(ItemState.UNDONE, 0),
        "kept": counts.get(ItemState.KEPT, 0),
        "again": sum(counts.get(each, 0) for each in AGAIN),
        "has_form": bool(form.fields),
        "page": page,
        "pages": -(-shown_count // PER_PAGE),
    }


def _frame(run: BulkRun, change: Change) -> dict[str, Any]:
    return {"run": run, "change": change, "spec": lists.find(run.list_id)}


def _own(request: HttpRequest, pk: int) -> BulkRun:
    runs = BulkRun.objects.visible_to(request.user).select_related("job")
    return get_object_or_404(runs, pk=pk)


def _change_of(run: BulkRun, request: HttpRequest) -> Change:
    change = find_change(run.list_id, run.change, request.user)
    if change is None:
        raise Http404
    return change


def _address(run: BulkRun) -> str:
    return reverse("lists:change", args=[run.pk])


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
