"""Asking for approval: the policy that fits, its steps, and the first people asked."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.approvals import registry
from legalops.approvals.engine import PlannedStep
from legalops.approvals.enums import AskState
from legalops.approvals.models import Ask, Request, Step
from legalops.approvals.selectors.planning import Planned, plan_for
from legalops.approvals.services.activating import activate
from legalops.approvals.services.gates import Locked, absent
from legalops.audit.services import record as record_event
from legalops.kernel import clock
from legalops.kernel.errors import Conflict
from legalops.web.reading import as_the_department


@transaction.atomic
def request_approval(subject: Any, *, actor: User, note: str = "") -> Request:
    """Ask for the approval of a record; the people of the first steps are asked at once.

    The second click of the same person changes nothing. Raises DomainError "approval.no_policy" or
    "approval.nobody" naming what to set up, Conflict when another request waits, NotFound.
    """
    kind = registry.subject_of(subject)
    record = kind.lock(subject.pk)
    if record is None or not (actor.is_system or kind.sees(actor, record)):
        raise absent()
    waiting = Request.objects.about(kind.record_type, record.pk).live().first()
    if waiting is not None:
        if waiting.asked_by_id == actor.pk:
            return waiting
        raise _asked_already(waiting)
    with as_the_department():  # why each is asked is kept as one text for all who decide
        planned = plan_for(record, asker=actor)
        request = _store(kind, record, planned, actor, note.strip())
    after = {"policy": str(planned.version), "amount": planned.amount, "steps": request.steps.count()}
    record_event(request, "approvals.request.opened", actor=actor, after=after, reason=request.note)
    activate(Locked(request, record, kind), actor=actor)
    return request


def _asked_already(waiting: Request) -> Conflict:
    message = _("%(who)s asked for the approval of %(title)s already. Recall that request first.")
    return Conflict("approval.asked", message % {"who": waiting.asked_by, "title": waiting.title})


def _store(kind: registry.Subject, record: Any, planned: Planned, actor: User, note: str) -> Request:
    rounds = Request.objects.about(kind.record_type, record.pk)
    request = Request.objects.create(
        record_type=kind.record_type,
        record_id=record.pk,
        title=kind.type.title(record)[:200],
        round=(rounds.aggregate(last=Max("round"))["last"] or 0) + 1,
        policy=planned.version,
        amount=planned.amount,
        facts=dict(planned.facts),
        why=planned.why,
        note=note,
        asked_by=actor,
        asked_at=clock.now(),
    )
    steps = Step.objects.bulk_create(_step(request, step) for step in planned.plan.steps)
    Ask.objects.bulk_create(
        Ask(request=request, step=step, person_id=ask.person, why=ask.why[:400], state=AskState.WAITING)
        for step, planned_step in zip(steps, planned.plan.steps, strict=True)
        for ask in planned_step.asks
    )
    return request


def _step(request: Request, step: PlannedStep) -> Step:
    return Step(
        request=request,
        position=step.position,
        label=step.label[:120],
        mode=step.mode,
        needed=step.needed,
        rule=step.number,
    )
