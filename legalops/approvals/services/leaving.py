"""Someone leaves: what they were asked to approve goes to somebody else."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.approvals.enums import LIVE, UNDECIDED, AskState
from legalops.approvals.models import Ask
from legalops.approvals.services.gates import locked
from legalops.approvals.services.passing_on import refuse_unsuitable, replace_ask
from legalops.audit.services import record as record_event

_GATE = "approvals-clock"


@transaction.atomic
def hand_over(person: User, successor: User, *, actor: User) -> int:
    """Ask the successor for every decision that waits for the person, or will; how many.

    Authority is looked at when they decide. Raises DomainError naming why the successor cannot be asked,
    such as a record they may not see or have worked on.
    """
    rows = Ask.objects.filter(person=person, state__in=UNDECIDED, request__state__in=LIVE)
    return sum(_hand_over(ask, successor, actor) for ask in rows.select_related("request").order_by("pk"))


def _hand_over(ask: Ask, successor: User, actor: User) -> int:
    # Who runs the wizard need not see the record; that the successor does is asked for below.
    found = locked(ask.request, actor=system_actor(_GATE))
    current = Ask.objects.select_related("person", "step").get(pk=ask.pk)
    if current.state not in UNDECIDED or not found.request.is_live:
        return 0
    if found.request.asks.filter(step=current.step, person=successor, state__in=UNDECIDED).exists():
        current.state = AskState.REASSIGNED
        current.save(update_fields=["state"])
    else:
        refuse_unsuitable(found, successor, current.step)
        why = _("decides instead of %s, who is leaving.") % current.person
        replace_ask(found, current, successor, why=why, actor=actor)
    after = {"from": str(current.person), "to": str(successor), "step": current.step.position}
    record_event(found.record, "approvals.step.reassigned", actor=actor, after=after)
    return 1
