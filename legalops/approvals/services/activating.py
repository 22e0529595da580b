"""Going on: whose decision is due now, and what happens when none is left to wait for."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from legalops.accounts.models import User
from legalops.approvals import engine
from legalops.approvals.engine import StepFacts
from legalops.approvals.engine.working_days import working_days_after
from legalops.approvals.enums import UNDECIDED, AskState, RequestState
from legalops.approvals.models import Ask, Request, Step
from legalops.approvals.selectors.barred import ask_facts
from legalops.approvals.services.authority import refuse_above_authority
from legalops.approvals.services.gates import Locked
from legalops.approvals.services.telling import tell_asked, tell_outcome
from legalops.audit.services import record as record_event
from legalops.calendars.arithmetic import WorkingTime
from legalops.calendars.selectors import default_calendar, working_time
from legalops.kernel import clock

_ENDED = {
    RequestState.APPROVED: "approvals.request.approved",
    RequestState.REJECTED: "approvals.request.rejected",
    RequestState.SENT_BACK: "approvals.request.sent_back",
    RequestState.RECALLED: "approvals.request.recalled",
}
_FIELDS = ["state", "asked_at", "due_at", "escalates_at", "decided_by", "decided_at", "reason"]


def activate(found: Locked, *, actor: User, reason: str = "") -> bool:
    """Ask the people of the steps that are due; with none left the request is approved and its record told.

    Whoever approved in one step already is not asked again in another: their approval counts there too.
    Answers whether the request is approved now. Raises NotAllowed when nobody of those who approved has
    authority for the amount.
    """
    steps, asked = steps_of(found.request), []
    while True:
        due = _due(steps)
        if not due:
            refuse_above_authority(found)
            settle(found, RequestState.APPROVED, actor=actor, reason=reason)
            return True
        opened = [ask for step, asks in due for ask in asks if ask.state == AskState.WAITING]
        _open(found, due, opened)
        asked += opened
        if not _count_earlier(steps, due):
            tell_asked(found.request, [ask for ask in asked if ask.state == AskState.PENDING], actor=actor)
            return False


def settle(found: Locked, state: RequestState, *, actor: User, reason: str = "") -> None:
    """End the request, let nobody decide any more, and tell the record in the same transaction."""
    request = found.request
    rest = AskState.NOT_NEEDED if state == RequestState.APPROVED else AskState.CANCELLED
    request.asks.filter(state__in=UNDECIDED).update(state=rest)
    request.state, request.decided_at, request.held_at, request.problem = state, clock.now(), None, ""
    request.save(update_fields=["state", "decided_at", "held_at", "problem"])
    record_event(request, _ENDED[state], actor=actor, after={"state": state}, reason=reason)
    _callback(found, state)(request, actor, reason)
    tell_outcome(request, state, actor=actor, reason=reason)


def steps_of(request: Request) -> list[tuple[Step, list[Ask]]]:
    """The request's steps in order, each with those it asks; two queries."""
    asks: dict[int, list[Ask]] = {}
    for ask in request.asks.exclude(state=AskState.REASSIGNED).select_related("person").order_by("pk"):
        asks.setdefault(ask.step_id, []).append(ask)
    return [(step, asks.get(step.pk, [])) for step in request.steps.order_by("position", "pk")]


def facts_of(step: Step, asks: Sequence[Ask]) -> StepFacts:
    """The step as the engine knows it."""
    return StepFacts(step.position, step.needed, tuple(ask_facts(ask) for ask in asks))


def _due(steps: Sequence[tuple[Step, list[Ask]]]) -> list[tuple[Step, list[Ask]]]:
    facts = [facts_of(step, asks) for step, asks in steps]
    due = [id(each) for each in engine.due_steps(facts)]
    return [pair for pair, each in zip(steps, facts, strict=True) if id(each) in due]


def _open(found: Locked, due: Sequence[tuple[Step, list[Ask]]], asks: Sequence[Ask]) -> None:
    now, rules = clock.now(), rules_by_number(found.request)
    step_of = {step.pk: step for step, _asks in due}
    wanted = {ask.pk: rules.get(step_of[ask.step_id].rule or 0, {}) for ask in asks}
    calendar = calendar_for(wanted.values())
    for ask in asks:
        open_ask(ask, wanted[ask.pk], now, calendar)
    Ask.objects.bulk_update(asks, _FIELDS)


def calendar_for(rules: Iterable[dict[str, Any]]) -> WorkingTime | None:
    """The default calendar, where any of these rules counts days by it."""
    counts = any(rule.get(name) for rule in rules for name in ("due_after", "escalates_after"))
    return working_time(default_calendar()) if counts else None


def open_ask(ask: Ask, rule: dict[str, Any], now: datetime, calendar: WorkingTime | None) -> None:
    """It is this person's turn from now on; the caller saves. `calendar` as `calendar_for` answers it."""
    ask.state, ask.asked_at = AskState.PENDING, now
    ask.due_at = _after(now, rule.get("due_after"), calendar)
    ask.escalates_at = _after(now, rule.get("escalates_after"), calendar)


def _after(now: datetime, days: int | None, calendar: WorkingTime | None) -> datetime | None:
    return working_days_after(now, days, calendar) if days and calendar is not None else None


def rules_by_number(request: Request) -> dict[int, dict[str, Any]]:
    """The policy's steps by their number; empty for requests older than policies."""
    return {step["number"]: step for step in request.policy.content["steps"]} if request.policy else {}


def close_satisfied(request: Request) -> None:
    """Nobody of a step that has its approvals is asked any more."""
    for step, asks in steps_of(request):
        if engine.is_satisfied(facts_of(step, asks)):
            rest = [ask.pk for ask in asks if ask.state in UNDECIDED]
            Ask.objects.filter(pk__in=rest).update(state=AskState.NOT_NEEDED)


def _count_earlier(steps: Sequence[tuple[Step, list[Ask]]], due: Sequence[tuple[Step, list[Ask]]]) -> bool:
    """Let approvals given in other steps count in those that are due. Answers whether any did."""
    given = {ask.person_id: ask for _step, asks in steps for ask in asks if ask.state == AskState.APPROVED}
    counted = []
    for _step, asks in due:
        for ask in asks:
            earlier = given.get(ask.person_id)
            if ask.state == AskState.PENDING and earlier is not None:
                ask.state, ask.decided_by_id = AskState.APPROVED, earlier.decided_by_id
                ask.decided_at, ask.reason, ask.authority = (
                    earlier.decided_at,
                    earlier.reason,
                    earlier.authority,
                )
                counted.append(ask)
    Ask.objects.bulk_update(counted, [*_FIELDS, "authority"])
    return bool(counted)


def _callback(found: Locked, state: RequestState) -> Any:
    subject = found.subject
    return {
        RequestState.APPROVED: subject.on_approved,
        RequestState.REJECTED: subject.on_rejected,
        RequestState.SENT_BACK: subject.on_sent_back or subject.on_rejected,
        RequestState.RECALLED: subject.on_recalled,
    }[state]
