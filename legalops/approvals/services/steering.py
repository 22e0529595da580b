"""Steering a request: recall it, put it on hold, resume it."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.approvals.enums import AskState, RequestState
from legalops.approvals.models import Ask, Request
from legalops.approvals.selectors.standing_in import decides_for
from legalops.approvals.services.activating import settle
from legalops.approvals.services.gates import (
    Locked,
    given,
    locked,
    refuse_settled,
    refuse_unless_steering,
)
from legalops.audit.services import record as record_event
from legalops.kernel import clock
from legalops.kernel.errors import NotAllowed


@transaction.atomic
def recall(request: Request, *, actor: User, reason: str = "") -> Request:
    """Take the request back: whoever asked, or keeps such records. A second click changes nothing.

    Raises NotAllowed, Conflict when it was settled, NotFound.
    """
    found = locked(request, actor=actor)
    _refuse_others(found, actor)
    if found.request.state == RequestState.RECALLED:
        return found.request
    refuse_settled(found)
    settle(found, RequestState.RECALLED, actor=actor, reason=reason.strip())
    return found.request


@transaction.atomic
def hold(request: Request, *, actor: User, reason: str) -> Request:
    """Stop the clock: nobody can decide, nothing escalates, until it is resumed.

    Those asked now and whoever asked may. A second click changes nothing. Raises DomainError without a
    reason, NotAllowed, Conflict.
    """
    found = locked(request, actor=actor)
    refuse_settled(found)
    if found.request.state == RequestState.ON_HOLD:
        return found.request
    refuse_unless_steering(found, actor, *people_asked(found.request, actor))
    row = found.request
    row.held_why = given(reason, _("Say what it waits for."))
    row.state, row.held_at, row.held_by = RequestState.ON_HOLD, clock.now(), actor
    row.save(update_fields=["state", "held_at", "held_by", "held_why"])
    record_event(found.record, "approvals.request.held", actor=actor, reason=row.held_why)
    return row


@transaction.atomic
def resume(request: Request, *, actor: User) -> Request:
    """Go on: what was due is due later by the time on hold. A second click changes nothing."""
    found = locked(request, actor=actor)
    refuse_settled(found)
    row = found.request
    if row.state != RequestState.ON_HOLD:
        return row
    refuse_unless_steering(found, actor, row.held_by_id or 0, *people_asked(row, actor))
    _shift(row)
    row.state, row.held_at, row.held_by, row.held_why = RequestState.OPEN, None, None, ""
    row.save(update_fields=["state", "held_at", "held_by", "held_why"])
    record_event(found.record, "approvals.request.resumed", actor=actor)
    return row


def people_asked(request: Request, actor: User) -> list[int]:
    """Those asked now; the actor among them when they decide for one of them."""
    asked = list(request.asks.filter(state=AskState.PENDING).values_list("person", flat=True))
    represented = decides_for(actor.pk, request.record_type)
    return [*asked, actor.pk] if represented.intersection(asked) else asked


def _shift(row: Request) -> None:
    held = clock.now() - row.held_at
    waiting = list(row.asks.filter(state=AskState.PENDING))
    for ask in waiting:
        ask.due_at = ask.due_at and ask.due_at + held
        ask.escalates_at = ask.escalates_at and ask.escalates_at + held
    Ask.objects.bulk_update(waiting, ["due_at", "escalates_at"])


def _refuse_others(found: Locked, actor: User) -> None:
    if actor.is_system or actor.pk == found.request.asked_by_id:
        return
    if not found.subject.may_recall(actor, found.record):
        message = _("Only %(who)s, who asked, can recall %(title)s.")
        facts = {"who": found.request.asked_by, "title": found.title}
        raise NotAllowed("approval.not_yours_to_recall", message % facts)
