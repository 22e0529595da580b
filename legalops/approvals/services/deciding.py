"""Deciding: approve, reject or send back, for oneself or for whoever let one decide."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access.services import authority_of
from legalops.accounts.models import User
from legalops.approvals import engine
from legalops.approvals.engine.covering import ZERO
from legalops.approvals.engine.deciding import refusal_in_words
from legalops.approvals.enums import LIVE, AskState, Decision, RequestState
from legalops.approvals.models import Ask, Request
from legalops.approvals.selectors.barred import ask_facts
from legalops.approvals.selectors.standing_in import decides_for, delegation_between
from legalops.approvals.services.activating import activate, close_satisfied, settle, steps_of
from legalops.approvals.services.gates import Locked, given, locked, refuse_held, refuse_settled
from legalops.audit.services import record as record_event
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, NotAllowed

_OUTCOME = {
    Decision.APPROVE: AskState.APPROVED,
    Decision.REJECT: AskState.REJECTED,
    Decision.SEND_BACK: AskState.SENT_BACK,
}
_THEN = {
    Decision.APPROVE: (*LIVE, RequestState.APPROVED),
    Decision.REJECT: (RequestState.REJECTED,),
    Decision.SEND_BACK: (RequestState.SENT_BACK,),
}
_ENDS = {Decision.REJECT: RequestState.REJECTED, Decision.SEND_BACK: RequestState.SENT_BACK}


@transaction.atomic
def decide(
    request: Request, *, actor: User, decision: str, reason: str = "", seen_version: int | None = None
) -> Request:
    """Decide what waits for this person, or for someone who let them decide; returns the request as it is
    then.

    One rejection, or sending back, ends the request; the last approval approves the record in the same
    transaction. A second click changes nothing. Raises NotAllowed for anyone whose turn it is not, who worked
    on the record, or whose authority does not suffice; Conflict when the request was settled, is on hold, or
    the record changed since the person saw it (`seen_version`); DomainError without a reason to refuse.
    """
    wanted = Decision(decision)
    found = locked(request, actor=actor)
    if _decided_already(found.request, actor, wanted):
        return found.request
    refuse_settled(found)
    refuse_held(found)
    ask = _ask_of(found, actor)
    _refuse_stale(found, seen_version)
    if wanted is not Decision.APPROVE:
        reason = given(reason, _why_asked(found, wanted))
    _decide(found, ask, wanted, actor, reason.strip())
    if wanted is Decision.APPROVE:
        close_satisfied(found.request)
        activate(found, actor=actor, reason=reason.strip())
    else:
        settle(found, _ENDS[wanted], actor=actor, reason=reason)
    return found.request


def _decided_already(request: Request, actor: User, decision: Decision) -> bool:
    """Whether the person decided just so and nothing waits for them any more: a double click."""
    if request.state not in _THEN[decision]:
        return False
    if request.is_live and request.asks.filter(person=actor, state=AskState.PENDING).exists():
        return False
    # What they decided for a colleague counts as well: the second click is the same click.
    return request.asks.filter(decided_by=actor, state=_OUTCOME[decision]).exists()


def _ask_of(found: Locked, actor: User) -> Ask:
    """The ask that this person decides now: their own, else one of a colleague's."""
    everyone = [ask for _step, asks in steps_of(found.request) for ask in asks]
    pending = [ask for ask in everyone if ask.state == AskState.PENDING]
    represented = decides_for(actor.pk, found.request.record_type)
    own = next((ask for ask in pending if ask.person_id == actor.pk), None)
    ask = own or next((ask for ask in pending if ask.person_id in represented), None)
    if ask is None:
        names = ", ".join(dict.fromkeys(str(each.person) for each in pending))
        raise _refusal("not_yours", found, names)
    decider = engine.DeciderFacts(actor.pk, ask.person_id, _apart(found), represented)
    refusal = engine.why_not(decider, [ask_facts(each) for each in everyone])
    if refusal is not None:
        raise _refusal(refusal, found, str(ask.person))
    return ask


def _apart(found: Locked) -> frozenset[int]:
    asked_by = {found.request.asked_by_id} if found.request.asked_by_id else set()
    return frozenset(found.subject.apart(found.record) | asked_by)


def _refusal(refusal: engine.deciding.Refusal, found: Locked, waits_for: str) -> NotAllowed:
    code = "approval.not_yours" if refusal == "not_yours" else f"approval.{refusal}"
    return NotAllowed(code, refusal_in_words(refusal, title=found.title, waits_for=waits_for))


def _refuse_stale(found: Locked, seen_version: int | None) -> None:
    version = found.subject.version
    if seen_version is None or version is None or version(found.record) == seen_version:
        return
    words = found.subject.changed_words
    if words is not None:
        raise Conflict("approval.stale", words(found.record))
    message = _("Someone changed %(title)s after you opened it. Look at the change, then decide again.")
    raise Conflict("approval.stale", message % {"title": found.title})


def _why_asked(found: Locked, decision: Decision) -> str:
    if decision is Decision.SEND_BACK:
        return _("Say what should be looked at again.")
    return str(found.subject.reject_label) or _("Say why it is rejected.")


def _decide(found: Locked, ask: Ask, decision: Decision, actor: User, reason: str) -> None:
    ask.state, ask.decided_by, ask.decided_at = _OUTCOME[decision], actor, clock.now()
    ask.reason, ask.authority = reason, _authority(found, ask, actor)
    ask.save(update_fields=["state", "decided_by", "decided_at", "reason", "authority"])
    after = {"step": ask.step.position, "decision": ask.state, "amount": found.subject.amount(found.record)}
    if ask.person_id != actor.pk:
        after["decided_for"] = str(ask.person)
    record_event(found.record, "approvals.step.decided", actor=actor, after=after, reason=reason)


def _authority(found: Locked, ask: Ask, actor: User) -> Decimal:
    """Up to what this decision counts: whoever decides for a colleague does so up to the colleague's limit,
    unless that was not given to them.
    """
    kind, holder = found.subject.authority_kind, actor
    if ask.person_id != actor.pk:
        delegation = delegation_between(ask.person_id, actor.pk, found.request.record_type)
        holder = ask.person if delegation is not None and delegation.with_authority else actor
    return authority_of(holder, kind=kind) or ZERO
