"""The gates of every change to a request: the record locked first, then the request; what the person sees."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.approvals import registry
from legalops.approvals.enums import RequestState
from legalops.approvals.models import Ask, Request
from legalops.approvals.registry import Subject
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class Locked:
    """A request and its record, both locked for this transaction, and what kind of record it is."""

    request: Request
    record: Any
    subject: Subject

    @property
    def title(self) -> str:
        """The record in words."""
        return self.request.title


def locked(request: Request, *, actor: User) -> Locked:
    """Lock the record, then the request. Raises NotFound when the person may not see the record.

    The product itself sees everything: what it does by the clock is nobody's view.
    """
    subject = registry.find(request.record_type)
    record = subject.lock(request.record_id)
    if record is None or not (actor.is_system or subject.sees(actor, record)):
        raise absent()
    row = Request.objects.locked().select_related("policy").get(pk=request.pk)
    return Locked(row, record, subject)


def absent() -> NotFound:
    """The refusal for a request that does not exist for this person."""
    return NotFound("approval.absent", _("There is no such request for approval."))


def refuse_settled(found: Locked) -> None:
    """Raise Conflict unless somebody still has to decide."""
    if not found.request.is_live:
        message = _("%(title)s is %(state)s by now. Reload the page to see what happened.")
        facts = {"title": found.title, "state": found.request.get_state_display().lower()}
        raise Conflict("approval.state", message % facts)


def refuse_held(found: Locked) -> None:
    """Raise Conflict while the request is on hold."""
    if found.request.state == RequestState.ON_HOLD:
        message = _("%(title)s is on hold: %(who)s said “%(why)s”. Resume it first.")
        facts = {"title": found.title, "who": found.request.held_by, "why": found.request.held_why}
        raise Conflict("approval.on_hold", message % facts)


def refuse_unless_steering(found: Locked, actor: User, *own: int) -> None:
    """Raise NotAllowed unless the person asked for the approval, is one of `own`, or keeps such records."""
    if actor.is_system or actor.pk in {found.request.asked_by_id, *own}:
        return
    if found.subject.may_recall(actor, found.record) or has_capability(actor, can.CONFIGURE):
        return
    message = _("Only %(who)s, who asked, or the people asked can do this to %(title)s.")
    facts = {"who": found.request.asked_by, "title": found.title}
    raise NotAllowed("approval.not_steering", message % facts)


def refuse_settled_ask(ask: Ask) -> None:
    """Raise Conflict unless the person is still to decide."""
    if ask.state not in ("pending", "waiting"):
        message = _("%(who)s is not asked any more: %(state)s. Reload the page to see what happened.")
        raise Conflict(
            "approval.ask_state",
            message % {"who": ask.person, "state": ask.get_state_display().lower()},
        )


def given(reason: str, message: str) -> str:
    """The reason without blanks around it. Raises DomainError beside the field when there is none."""
    if not reason.strip():
        raise DomainError("approval.reason", message, field="reason")
    return reason.strip()
