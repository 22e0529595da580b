"""Requests as something to approve: a workflow's stage asks, its guard waits for the answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of
from legalops.accounts.models import User
from legalops.approvals import registry
from legalops.approvals.registry import Card, Subject, Told
from legalops.requests.models import Request
from legalops.web.formats import day

_STAFF_WORK = frozenset({can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL})


def register() -> None:
    """Called once, when the app is ready. What the answer means is the business of the workflow."""
    registry.register(
        Subject(
            record_type="request",
            may_see=may_be_asked,
            apart=lambda request: {request.requester_id},
            may_recall=lambda user, request: request.assignee_id == user.pk,
            cards=cards,
            example=example,
            told=told,
            reject_label=_("Say why not; whoever asked and the people on the request read it."),
            on_approved=_leave_to_workflow,
            on_rejected=_leave_to_workflow,
            on_recalled=_leave_to_workflow,
        )
    )


def may_be_asked(user: User, request: Request) -> bool:
    """Whether the person sees the request, or works on requests and may be shown this one by being asked."""
    if request.pk is None or Request.objects.visible_to(user).filter(pk=request.pk).exists():
        return True
    return not request.restricted and not _STAFF_WORK.isdisjoint(capabilities_of(user))


def cards(keys: Sequence[int]) -> Mapping[int, Card]:
    """What a decision needs of many requests, in one query; who asks may see them."""
    rows = Request.objects.filter(pk__in=keys).select_related("request_type", "requester")
    return {row.pk: _card(row) for row in rows}


def example(user: User, reference: str) -> Request | None:
    """A request by its number, for trying policies on."""
    return Request.objects.visible_to(user).filter(number__iexact=reference.strip()).first()


def told(request: Request, person: User) -> Told:
    """What a letter says of it; the title of a restricted one stays out of the subject line."""
    if not may_be_asked(person, request):
        return Told(_("request %s") % request.number)
    facts = (
        (_("Request"), f"{request.number} {request.title}"),
        (_("Type"), str(request.request_type)),
        (_("Asked by"), str(request.requester)),
        *(((_("Due"), day(request.due_on)),) if request.due_on else ()),
    )
    open_title = _("request %(number)s: %(title)s") % {"number": request.number, "title": request.title}
    return Told(str(_("request %s") % request.number if request.restricted else open_title), facts)


def _card(request: Request) -> Card:
    about = format_html("{} · {} · {}", request.request_type, request.requester, request.stage_name)
    url = reverse("requests:request", args=[request.number])
    return Card(title=f"{request.number} {request.title}", url=url, about=about, due=request.due_on)


def _leave_to_workflow(_request: Any, _actor: User, _reason: str) -> None:
    """Moves stay deeds of people: the guard of the next move reads the outcome."""
