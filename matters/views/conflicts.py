"""Conflict checks: the list, one check, its hits and its certificate."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.access.glass import without_glass
from legalops.access.services import has_capability
from legalops.requests.models import Request
from legalops.web import htmx, toasts
from legalops.web.form_page import Done, FormPage, answer
from matters.filters import CheckFilters
from matters.forms.conflicts import ConcludeForm, DecideForm
from matters.models import ConflictCheck
from matters.selectors.conflicts.lists import check_rows
from matters.selectors.conflicts.page import HitLine, hit_lines, line_of
from matters.selectors.conflicts.standing import check_of_matter, standing_of
from matters.services.conflicts import check_matter, check_request, clear_check, decide_hit
from matters.tables import CheckTable
from matters.views.access import edits, matter_or_404, reads

reviews = requires(can.CONFLICTS_REVIEW)
runs = requires(can.MATTERS_EDIT, can.CONFLICTS_REVIEW)


@require_safe
@reads
def check_list(request: HttpRequest) -> HttpResponseBase:
    """Checks the person may see, with filters and sort in the address."""
    filters = CheckFilters(request, check_rows)
    if menu := filters.menu():
        return menu
    table = CheckTable(request, filters.rows, filtered=filters.narrowed)
    if found := table.answer():
        return found
    context = {"filters": filters, "table": table}
    return htmx.render_page(
        request, "matters/conflict_list.html", context, partials={"check-list": "list"}, outline=True
    )


@require_POST
@edits
def start(request: HttpRequest, number: str) -> HttpResponse:
    """Check the matter's parties now."""
    matter = matter_or_404(request, number)
    check = check_matter(matter, actor=request.user)
    toasts.toast(request, _("Checked %d names.") % len(check.names))
    return htmx.hx_redirect(request, _page(check))


@require_safe
@reads
def of_matter(request: HttpRequest, number: str) -> HttpResponse:
    """The matter's check, or where its parties are added when there is none yet."""
    matter = matter_or_404(request, number)
    check = check_of_matter(matter)
    if check is None:
        return redirect(reverse("matters:people", args=[matter.number]) + "#parties")
    return redirect(_page(check))


@require_safe
@reads
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, what was found, what was decided."""
    check = check_or_404(request, pk)
    lines = hit_lines(check, request.user)
    context = _frame(request, check) | {
        "lines": [line for line in lines if line.restricted or line.hit.severity != "low"],
        "low": [line for line in lines if not line.restricted and line.hit.severity == "low"],
        "undecided": sum(line.pending for line in lines),
    }
    return render(request, "matters/conflict_check.html", context)


@require_POST
@runs
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Run it again."""
    check = check_or_404(request, pk, by_glass=False)
    done = (
        check_matter(check.matter, actor=request.user)
        if check.matter_id
        else check_request(check.request, actor=request.user)
    )
    toasts.toast(request, _("Checked %d names.") % len(done.names))
    return htmx.hx_redirect(request, _page(check))


@reviews
def decide(request: HttpRequest, pk: int, hit: int) -> HttpResponse:
    """Decide one hit."""
    check = check_or_404(request, pk, by_glass=False)
    line = line_or_404(request, check, hit)
    form = DecideForm(line.hit, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        decide_hit(line.hit, **data, actor=request.user)
        return Done(_page(check), _("Decided."))

    page = page_of(check, _("Decide about “%s”") % line.hit.asked, _("Decide"), intro=_intro(line))
    return answer(request, form, page, act)


@reviews
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Clear the check, or call it a conflict where one hit is."""
    check = check_or_404(request, pk, by_glass=False)
    form = ConcludeForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        done = clear_check(check, **data, actor=request.user)
        return Done(_page(check), str(standing_of(done).word))

    return answer(request, form, page_of(check, _("Conclude the check"), _("Conclude")), act)


@require_safe
@reads
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The check on paper: names, hits and decisions that the person may see."""
    check = check_or_404(request, pk)
    context = _frame(request, check) | {"lines": hit_lines(check, request.user)}
    return render(request, "matters/conflict_certificate.html", context)


@require_safe
@requires(can.REQUESTS_WORK, can.CONFLICTS_REVIEW)
def request_panel(request: HttpRequest, request_number: str) -> HttpResponse:
    """How the check of a request stands, for those who work on it."""
    asked = get_object_or_404(Request.objects.visible_to(request.user), number=request_number)
    check = ConflictCheck.objects.visible_to(request.user).filter(request=asked).first()
    context = {"check": check, "standing": standing_of(check)}
    return render(request, "matters/request_panel.html", context)


def check_or_404(request: HttpRequest, pk: int, *, by_glass: bool = True) -> ConflictCheck:
    """The check, if it exists for this person; broken glass is for reading only."""
    user = request.user if by_glass else without_glass(request.user)
    rows = ConflictCheck.objects.visible_to(user).select_related(
        "matter__lead", "request", "asked_by", "cleared_by"
    )
    return get_object_or_404(rows, pk=pk)


def line_or_404(request: HttpRequest, check: ConflictCheck, pk: int) -> HitLine:
    """A hit as the person may see it."""
    line = line_of(check, request.user, pk)
    if line is None:
        raise Http404
    return line


def page_of(check: ConflictCheck, title: str, submit: str, **more: Any) -> FormPage:
    """The words around a form of this check."""
    crumbs = [(_("Conflict checks"), reverse("matters:conflicts")), (_about(check), _page(check))]
    return FormPage(title=title, submit=submit, back=_page(check), crumbs=crumbs, **more)


def _frame(request: HttpRequest, check: ConflictCheck) -> dict[str, Any]:
    reviewer = has_capability(request.user, can.CONFLICTS_REVIEW)
    return {
        "check": check,
        "about": _about(check),
        "about_url": _about_url(check),
        "standing": standing_of(check),
        "reviewer": reviewer,
        "can_run": reviewer or has_capability(request.user, can.MATTERS_EDIT),
    }


def _about(check: ConflictCheck) -> str:
    return str(check.matter or check.request)


def _about_url(check: ConflictCheck) -> str:
    if check.matter_id:
        return reverse("matters:matter", args=[check.matter.number])
    return reverse("requests:request", args=[check.request.number])


def _page(check: ConflictCheck) -> str:
    return reverse("matters:conflict", args=[check.pk])


def _intro(line: HitLine) -> str:
    if line.restricted:
        return _("A matter that you may not see was hit. Ask %s before you decide.") % line.ask
    words = {"found": line.hit.found, "where": line.where, "why": line.why}
    return _("%(found)s · %(where)s. %(why)s.") % words
