"""A key date's own page: how it came about, its history, its chain, and the second person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.kernel import clock
from legalops.web import htmx, toasts
from legalops.web.form_page import Done, answer
from matters.forms.dates import FollowForm
from matters.forms.work import ReasonForm
from matters.models import KeyDate, Matter
from matters.services import date_chains, date_control
from matters.views.access import edits, matter_or_404, reads
from matters.views.changes import page_of
from matters.views.dates import after
from matters.views.matter import frame_of


@require_safe
@reads
def show(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The date, the steps by which it was worked out, what follows from it, every move."""
    matter = matter_or_404(request, number)
    date = _date(matter, pk)
    context = frame_of(request, matter, "dates") | {
        "date": date,
        "followers": date.followers.select_related("owner").order_by("date", "pk"),
        "moves": date.moves.select_related("moved_by", "caused_by"),
        "own": date.entered_by_id == request.user.pk,
        "asked_by_me": date.asked_by_id == request.user.pk,
        "today": clock.today(),
    }
    return render(request, "matters/date.html", context)


@require_POST
@edits
def verify(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Say that a critical date is right."""
    matter = matter_or_404(request, number)
    date = date_control.verify(_date(matter, pk), seen=request.POST.get("seen", ""), actor=request.user)
    return _said(request, matter, _("%s is verified.") % date.name)


@edits
def call_off(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Call a date off; a critical one is asked for."""
    return _asked(request, number, pk, date_control.call_off, _("Call off: %s"), _("Call it off"))


@edits
def uncritical(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Ask that a date is no longer critical."""
    return _asked(
        request, number, pk, date_control.ask_uncritical, _("No longer critical: %s"), _("Ask for it")
    )


@require_POST
@edits
def confirm(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Agree to what somebody else asked."""
    matter = matter_or_404(request, number)
    date = date_control.confirm(_date(matter, pk), actor=request.user)
    return _said(request, matter, _("Agreed: %s.") % date.name)


@require_POST
@edits
def withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Leave the date as it is."""
    matter = matter_or_404(request, number)
    date = date_control.withdraw(_date(matter, pk), actor=request.user)
    return _said(request, matter, _("%s stays as it is.") % date.name)


@edits
def follow(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Let a date follow another by a rule of one's own."""
    matter = matter_or_404(request, number)
    date = _date(matter, pk)
    form = FollowForm(date, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        moved = date_chains.follow(
            date, data["follows"], form.terms, calendar=data["calendar"], actor=request.user
        )
        return Done(_page(matter, pk), _("It follows now, on %s.") % moved.date.isoformat())

    intro = _("It moves to where the rule leads, and from then on with the date it follows.")
    title = _("Let “%s” follow another date") % date.name
    return answer(request, form, page_of(matter, title, _("Let it follow"), tab="dates", intro=intro), act)


@require_POST
@edits
def again(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Back to where its rule leads."""
    matter = matter_or_404(request, number)
    date = date_chains.follow_again(_date(matter, pk), actor=request.user)
    return _said(request, matter, _("%s follows its rule again.") % date.name)


@require_POST
@edits
def loose(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Let it stand by itself."""
    matter = matter_or_404(request, number)
    date = date_chains.cut_loose(_date(matter, pk), actor=request.user)
    return _said(request, matter, _("%s stands by itself now.") % date.name)


def _asked(
    request: HttpRequest, number: str, pk: int, ask: Callable[..., KeyDate], title: str, verb: str
) -> HttpResponse:
    matter = matter_or_404(request, number)
    date = _date(matter, pk)
    form = ReasonForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        found = ask(date, reason=data["reason"], actor=request.user)
        said = _("A second person has to agree.") if found.asked else _("Done.")
        return Done(reverse("matters:dates", args=[matter.number]), said)

    return answer(request, form, page_of(matter, title % date.name, verb, tab="dates"), act)


def _date(matter: Matter, pk: int) -> KeyDate:
    rows = matter.key_dates.select_related(
        "matter", "owner", "backup", "entered_by", "verified_by", "asked_by", "done_by", "follows",
        "court", "source",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def _said(request: HttpRequest, matter: Matter, words: str) -> HttpResponse:
    toasts.toast(request, words)
    if htmx.is_fragment(request):
        return after(request, matter)
    return htmx.hx_redirect(request, reverse("matters:dates", args=[matter.number]))


def _page(matter: Matter, pk: int) -> str:
    return reverse("matters:date_show", args=[matter.number, pk])
