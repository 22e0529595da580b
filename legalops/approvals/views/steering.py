"""Steering a request: hold, resume, recall, other people, reminders."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from legalops.approvals import services
from legalops.approvals.forms.deciding import ReasonForm
from legalops.approvals.forms.people import PersonForm
from legalops.approvals.views.access import ask_or_404, request_or_404, staff
from legalops.approvals.views.decisions import ANSWERS, page_of, where_next
from legalops.web import htmx, toasts
from legalops.web.form_page import Done, answer


@ANSWERS
@staff
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the clock, saying what it waits for."""
    found = request_or_404(request, pk)
    intro = _("Nobody can decide and nothing escalates until it is resumed.")
    page = page_of(found, _("Put %s on hold") % found.title, _("Put on hold"), intro)

    def act(data: Any) -> Done:
        services.hold(found, actor=request.user, reason=data["reason"])
        undo = reverse("approvals:resume", args=[found.pk])
        return Done(where_next(request, found), _("%s is on hold.") % found.title, undo)

    form = ReasonForm(request.POST or None, label=_("What does it wait for?"))
    return answer(request, form, page, act)


@require_POST
@staff
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on."""
    found = request_or_404(request, pk)
    services.resume(found, actor=request.user)
    return _to(request, where_next(request, found), _("%s goes on.") % found.title)


@require_POST
@staff
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    found = request_or_404(request, pk)
    services.recall(found, actor=request.user)
    return _to(request, where_next(request, found), _("%s is recalled.") % found.title)


@ANSWERS
@staff
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Have somebody else decide instead of the person asked."""
    ask = ask_or_404(request, pk)
    title = _("Who should decide instead of %s?") % ask.person
    page = page_of(ask.request, title, _("Reassign"), _("The person must be able to see it."))
    form = PersonForm(request.POST or None, without=[ask.person_id, ask.request.asked_by_id])

    def act(data: Any) -> Done:
        new = services.reassign(ask, data["person"], actor=request.user, reason=data["reason"])
        return Done(where_next(request, ask.request), _("%s decides now.") % new.person)

    return answer(request, form, page, act)


@ANSWERS
@staff
def add_approver(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one more person."""
    found = request_or_404(request, pk)
    intro = _("It waits for this person as well as for those asked now.")
    page = page_of(found, _("Add an approver"), _("Add"), intro)
    form = PersonForm(request.POST or None, without=[found.asked_by_id])

    def act(data: Any) -> Done:
        new = services.add_approver(found, data["person"], actor=request.user, reason=data["reason"])
        return Done(where_next(request, found), _("%s is asked too.") % new.person)

    return answer(request, form, page, act)


@require_POST
@staff
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the person asked."""
    ask = ask_or_404(request, pk)
    services.remind(ask, actor=request.user)
    return _to(request, where_next(request, ask.request), _("%s is reminded.") % ask.person)


def _to(request: HttpRequest, to: str, said: str) -> HttpResponse:
    toasts.toast(request, said)
    return htmx.hx_redirect(request, to)
