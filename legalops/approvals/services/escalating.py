"""What happens by the clock: late decisions escalate, and those of people who left go to others."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.approvals import engine, registry
from legalops.approvals.engine import Candidate
from legalops.approvals.enums import AskState, RequestState
from legalops.approvals.models import Ask
from legalops.approvals.selectors.people import Looking
from legalops.approvals.selectors.standing_in import standings
from legalops.approvals.selectors.steps import with_role
from legalops.approvals.services.activating import rules_by_number
from legalops.approvals.services.gates import Locked, locked
from legalops.approvals.services.passing_on import replace_ask
from legalops.approvals.services.telling import tell_stuck
from legalops.audit.services import record as record_event
from legalops.kernel import clock

ACTOR = "approvals"


def escalate_late() -> int:
    """Pass on every decision whose time to escalate has come; requests on hold do not age.

    Answers how many were passed on. May run twice: each ask escalates once.
    """
    rows = Ask.objects.filter(
        state=AskState.PENDING, escalates_at__lte=clock.now(), request__state=RequestState.OPEN
    )
    return sum(_escalate(ask) for ask in rows.select_related("request").order_by("escalates_at", "pk"))


def settle_leavers() -> int:
    """Find others for what people who left were asked, by the policy; flag what nobody can decide."""
    rows = Ask.objects.filter(
        state=AskState.PENDING, person__is_active=False, request__state=RequestState.OPEN
    )
    return sum(_replace_leaver(ask) for ask in rows.select_related("request").order_by("pk"))


@transaction.atomic
def _escalate(ask: Ask) -> int:
    actor = system_actor(ACTOR)
    found, current = _still_due(ask, actor)
    if current is None or current.escalates_at is None or current.escalates_at > clock.now():
        return 0
    rule = rules_by_number(found.request).get(current.step.rule or 0, {})
    days = rule.get("escalates_after")
    why = _("%(who)s did not decide within %(days)s working days.") % {"who": current.person, "days": days}
    return _pass_on(
        found, current, _named_for_escalation(found, rule), why, "approvals.step.escalated", actor
    )


@transaction.atomic
def _replace_leaver(ask: Ask) -> int:
    actor = system_actor(ACTOR)
    found, current = _still_due(ask, actor)
    if current is None or current.person.is_active:
        return 0
    why = _("%s has left.") % current.person
    people = _in_place_of(found, current)
    return _pass_on(found, current, people, why, "approvals.step.reassigned", actor)


def _still_due(ask: Ask, actor: User) -> tuple[Locked, Ask | None]:
    found = locked(ask.request, actor=actor)
    current = Ask.objects.select_related("person", "step").get(pk=ask.pk)
    due = found.request.state == RequestState.OPEN and current.state == AskState.PENDING
    return found, current if due else None


def _pass_on(found: Locked, ask: Ask, people: Iterator[User], why: str, action: str, actor: User) -> int:
    asked = set(
        found.request.asks.filter(step=ask.step)
        .exclude(state=AskState.REASSIGNED)
        .values_list("person", flat=True)
    )
    looking = Looking(found.subject, found.record, found.request.asked_by, found.request.amount)
    for person in people:
        if person.pk not in asked and not looking.bar_of(person):
            replace_ask(found, ask, person, why=_("is asked instead: %s") % why, actor=actor)
            after = {"from": str(ask.person), "to": str(person), "step": ask.step.position}
            record_event(found.record, action, actor=actor, after=after, reason=why)
            return 1
    _flag(found, ask, why, actor)
    return 0


def _flag(found: Locked, ask: Ask, why: str, actor: User) -> None:
    """Say on the request that nobody is left, once, and ask this person no more by the clock."""
    ask.escalates_at = None
    ask.save(update_fields=["escalates_at"])
    problem = _("%s Nobody else can be asked: reassign it, or add an approver.") % why
    if found.request.problem != problem:
        found.request.problem = problem
        found.request.save(update_fields=["problem"])
        record_event(found.request, "approvals.request.flagged", actor=actor, reason=problem)
        tell_stuck(found.request, actor=actor)


def _named_for_escalation(found: Locked, rule: dict[str, Any]) -> Iterator[User]:
    if rule.get("escalates_to"):
        yield from User.objects.filter(pk=rule["escalates_to"])
    if rule.get("escalates_to_role"):
        yield from with_role(rule["escalates_to_role"])


def _in_place_of(found: Locked, ask: Ask) -> Iterator[User]:
    """Whom the leaver let decide, who stands in by the policy, who else it names for lateness, and whoever
    nearest has the authority.
    """
    kind, rule = found.request.record_type, rules_by_number(found.request).get(ask.step.rule or 0, {})
    stand_in = engine.stand_in_for(ask.person_id, clock.today(), kind, standings())
    if stand_in is not None:
        yield User.objects.get(pk=stand_in)
    relation = registry.relation(rule.get("otherwise") or "")
    if relation is not None:
        yield from relation.people(found.record)
    yield from _named_for_escalation(found, rule)
    looking = Looking(found.subject, found.record, found.request.asked_by, found.request.amount)
    for one in looking.with_authority():
        if not one.bar:
            yield _user(one)


def _user(one: Candidate) -> User:
    return User.objects.get(pk=one.person)
