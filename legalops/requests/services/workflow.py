"""What the workflow does to a request: entering a stage, giving it to someone, a due date."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import Team, User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError, NotFound
from legalops.requests.models import Participant, Request
from legalops.requests.notices import tell_assignee, tell_requester
from legalops.workflows.machine import Stage
from legalops.workflows.registry import Entering


def lock(request: Request, *, actor: User) -> Request:
    """The present row, locked. Raises NotFound when the actor may not see it (any more)."""
    found = Request.objects.select_for_update(of=("self",)).filter(pk=request.pk)
    row = found.select_related("requester", "assignee", "team", "request_type").first()
    seen = actor.is_system or Request.objects.visible_to(actor).filter(pk=request.pk).exists()
    if row is None or not seen:
        raise NotFound("request.not_found", _("There is no such request."))
    return row


def enter(request: Request, entering: Entering, *, actor: User) -> None:
    """Write the stage, and which roles can move it on from there."""
    stage = entering.stage
    request.stage, request.stage_name, request.category = stage.code, stage.name, stage.category
    request.next_roles = _next_roles(stage, entering)
    request.entered_at = entering.at
    request.closed_at = entering.at if stage.is_closed else None
    request.save(update_fields=["stage", "stage_name", "category", "next_roles", "entered_at", "closed_at"])
    take_part(request, actor)
    if entering.previous is not None:
        tell_requester(request, entering, actor=actor, address=_address(request))


def take_part(request: Request, person: User) -> None:
    """Whoever had to do with it keeps seeing it."""
    if not person.is_system:
        Participant.objects.get_or_create(request=request, user=person)


def assign(request: Request, *, person: User | None, team: Team | None, actor: User, why: str = "") -> None:
    """Give it to a person, and to a team where one is named; the same again changes nothing.

    Raises DomainError when the person cannot take it.
    """
    if person is not None and not may_be_given(person, request):
        message = _("%s cannot be given requests. Choose someone who works on them.")
        raise DomainError("request.person_unfit", message % person, field="person")
    before = {"assignee": str(request.assignee or ""), "team": str(request.team or "")}
    if (request.assignee, request.team) == (person, team or request.team):
        return
    request.assignee, request.team = person, team or request.team
    request.save(update_fields=["assignee", "team"])
    if person is not None:
        take_part(request, person)
        tell_assignee(request, person, actor=actor, address=_address(request))
    after = {"assignee": str(person or ""), "team": str(request.team or "")}
    record(request, "requests.request.assigned", actor=actor, before=before, after=after, reason=why)


def set_due(request: Request, on: date, *, actor: User) -> None:
    """When the department means to be done."""
    if request.due_on == on:
        return
    before, request.due_on = request.due_on, on
    request.save(update_fields=["due_on"])
    record(request, "requests.request.due_set", actor=actor, before={"due": before}, after={"due": on})


def may_be_given(person: User, request: Request | None) -> bool:
    """People who work on requests, other than the one who asked (None: whoever that will be)."""
    return (
        person.is_active
        and not person.is_system
        and (request is None or person.pk != request.requester_id)
        and has_capability(person, can.REQUESTS_WORK)
    )


def _address(request: Request) -> str:
    return reverse("requests:request", args=[request.number])


def _next_roles(stage: Stage, entering: Entering) -> list[str]:
    who = {code for way in entering.definition.leaving(stage.code) for code in way.who}
    return sorted(code.removeprefix("role:") for code in who if code.startswith("role:"))
