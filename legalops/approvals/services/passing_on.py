"""Other people for a step: pass it on, add somebody, remind somebody."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.approvals import kinds
from legalops.approvals.enums import AskState, StepMode
from legalops.approvals.models import Ask, Request, Step
from legalops.approvals.selectors.people import Looking
from legalops.approvals.selectors.standing_in import decides_for
from legalops.approvals.services.activating import calendar_for, open_ask, rules_by_number
from legalops.approvals.services.authority import refuse_losing_authority
from legalops.approvals.services.gates import (
    Locked,
    given,
    locked,
    refuse_settled,
    refuse_settled_ask,
    refuse_unless_steering,
)
from legalops.approvals.services.steering import people_asked
from legalops.approvals.services.telling import tell_asked
from legalops.audit.services import record as record_event
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError

_REMIND_AGAIN = timedelta(hours=4)


@transaction.atomic
def reassign(ask: Ask, to: User, *, actor: User, reason: str) -> Ask:
    """Have somebody else decide instead; returns the ask of the new person.

    Whoever is asked may pass it on, and so may who asked or keeps such records. The new person must see the
    record and not have worked on it. Raises DomainError naming why not, NotAllowed, Conflict.
    """
    found, current = _locked_ask(ask, actor)
    own = [actor.pk] if current.person_id in decides_for(actor.pk, found.request.record_type) else []
    refuse_unless_steering(found, actor, current.person_id, *own)
    reason = given(reason, _("Say why somebody else should decide."))
    refuse_unsuitable(found, to, current.step)
    refuse_losing_authority(found, current, to)
    why = _("decides instead of %(who)s: %(reason)s") % {"who": current.person, "reason": reason}
    new = replace_ask(found, current, to, why=why, actor=actor)
    after = {"from": str(current.person), "to": str(to), "step": current.step.position}
    record_event(found.record, "approvals.step.reassigned", actor=actor, after=after, reason=reason)
    return new


@transaction.atomic
def add_approver(request: Request, person: User, *, actor: User, reason: str) -> Ask:
    """Ask one more person beside those asked now; the request waits for them too.

    Whoever is asked now may, who asked, and who keeps such records. Raises DomainError naming why not,
    NotAllowed, Conflict.
    """
    found = locked(request, actor=actor)
    refuse_settled(found)
    refuse_unless_steering(found, actor, *people_asked(found.request, actor))
    reason = given(reason, _("Say why this person should approve too."))
    refuse_unsuitable(found, person, None)
    position = (
        found.request.asks.filter(state=AskState.PENDING).aggregate(at=Min("step__position"))["at"] or 1
    )
    step = Step.objects.create(
        request=found.request, position=position, label=_("Added"), mode=StepMode.ALL, needed=1, rule=None
    )
    why = _("was added by %(who)s: %(reason)s") % {"who": actor, "reason": reason}
    new = Ask(request=found.request, step=step, person=person, why=why[:400])
    open_ask(new, {}, clock.now(), None)
    new.save()
    after = {"person": str(person), "step": position}
    record_event(found.record, "approvals.step.added", actor=actor, after=after, reason=reason)
    tell_asked(found.request, [new], actor=actor)
    return new


@transaction.atomic
def remind(ask: Ask, *, actor: User) -> Ask:
    """Remind a person that their decision is due. Raises DomainError when they were reminded just now."""
    found, current = _locked_ask(ask, actor)
    now = clock.now()
    if current.state != AskState.PENDING:
        raise Conflict("approval.not_due", _("%s is not asked yet.") % current.person)
    if current.reminded_at is not None and now - current.reminded_at < _REMIND_AGAIN:
        message = _("%s was reminded less than four hours ago. Wait a little, or ask somebody else.")
        raise DomainError("approval.reminded", message % current.person)
    current.reminded_at = now
    current.save(update_fields=["reminded_at"])
    record_event(found.record, "approvals.step.reminded", actor=actor, after={"person": str(current.person)})
    tell_asked(found.request, [current], actor=actor, kind=kinds.REMINDED)
    return current


def replace_ask(found: Locked, ask: Ask, to: User, *, why: str, actor: User) -> Ask:
    """Put another person in the place of the one asked; as due as the other was."""
    state = ask.state
    ask.state = AskState.REASSIGNED
    ask.save(update_fields=["state"])
    new = Ask(request=found.request, step=ask.step, person=to, why=why[:400], replaces=ask, state=state)
    if state == AskState.PENDING:
        rule = rules_by_number(found.request).get(ask.step.rule or 0, {})
        open_ask(new, rule, clock.now(), calendar_for([rule]))
    new.save()
    if state == AskState.PENDING:
        tell_asked(found.request, [new], actor=actor)
    if found.request.problem:
        found.request.problem = ""
        found.request.save(update_fields=["problem"])
    return new


def refuse_unsuitable(found: Locked, person: User, step: Step | None) -> None:
    """Raise DomainError beside the field when the person cannot be asked."""
    looking = Looking(found.subject, found.record, found.request.asked_by)
    bar = looking.bar_of(person)
    asked = found.request.asks.filter(person=person).exclude(state=AskState.REASSIGNED)
    if step is not None:
        asked = asked.filter(step=step)
    if not bar and asked.exists():
        bar = _("is asked already")
    if bar:
        message = _("%(name)s %(why)s. Choose somebody else.") % {"name": person, "why": bar}
        raise DomainError("approval.unsuitable", message, field="person")


def _locked_ask(ask: Ask, actor: User) -> tuple[Locked, Ask]:
    found = locked(ask.request, actor=actor)
    refuse_settled(found)
    current = Ask.objects.select_related("person", "step").get(pk=ask.pk)
    refuse_settled_ask(current)
    return found, current
