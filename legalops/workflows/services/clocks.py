"""SLA clocks: they run in business hours, stand still in stages on hold, and end when the promise is kept."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.calendars.arithmetic import WorkingTime
from legalops.calendars.selectors import default_calendar, working_time
from legalops.kernel import clock, records
from legalops.kernel.conditions import ConditionFaults, met, parse
from legalops.workflows import registry
from legalops.workflows.enums import ClockKind, ClockState
from legalops.workflows.machine import Category, Stage
from legalops.workflows.models import Clock, Run, SlaPolicy


def start_clocks(record: Any, run: Run, *, actor: User) -> list[Clock]:
    """Start a clock for the first policy of each kind whose conditions hold. Once per run and kind."""
    started = []
    for policy in _policies_for(record, run.record_type):
        now, hours = clock.now(), hours_of(policy)
        row, is_new = Clock.objects.get_or_create(
            run=run,
            kind=policy.kind,
            defaults={"policy": policy, "started_at": now, **_running(policy, hours, now, policy.amount)},
        )
        if is_new:
            after = {"kind": policy.kind, "policy": policy.name, "due": row.due_at}
            note(record, "workflows.clock.started", actor=actor, after=after)
            started.append(row)
    return started


def after_entering(record: Any, run: Run, stage: Stage, previous: Stage | None, *, actor: User) -> None:
    """A stage was entered: pause, run on, or end the record's clocks."""
    rows = Clock.objects.select_for_update(of=("self",)).filter(run=run, ended_at=None)
    for row in rows.select_related("policy__calendar"):
        if _is_met(row, run, stage, previous, actor, record):
            _end(record, row, actor)
        elif stage.category == Category.ON_HOLD and row.state == ClockState.RUNNING:
            _pause(record, row, actor)
        elif stage.category == Category.OPEN and row.state == ClockState.PAUSED:
            _resume(record, row, actor)


@transaction.atomic
def note_times(run_id: int, *, actor: User) -> None:
    """Note what a run's clocks have passed: at risk, breached. Each is noted and escalated once."""
    from legalops.workflows.services.escalating import escalate

    now = clock.now()
    rows = Clock.objects.select_for_update(of=("self",), skip_locked=True).filter(run_id=run_id)
    for row in rows.filter(state=ClockState.RUNNING).select_related("run", "policy"):
        record = records.find(row.run.record_type).rows().filter(pk=row.run.record_id).first()
        if record is None:
            continue
        if row.at_risk_since is None and row.risk_at is not None and row.risk_at <= now:
            _note(record, row, "at_risk", row.risk_at, actor)
            row.at_risk_since = row.risk_at
            row.save(update_fields=["at_risk_since"])
            escalate(record, row, "at_risk", actor=actor)
        if row.breached_at is None and row.due_at is not None and row.due_at <= now:
            _note(record, row, "breached", row.due_at, actor)
            row.breached_at = row.due_at
            row.save(update_fields=["breached_at"])
            escalate(record, row, "breached", actor=actor)


def runs_to_note(most: int = 500) -> list[int]:
    """Runs that have a clock which passed its time unnoted, those waiting longest first."""
    now = clock.now()
    passed = Q(risk_at__lte=now, at_risk_since=None) | Q(due_at__lte=now, breached_at=None)
    rows = Clock.objects.filter(passed, state=ClockState.RUNNING).order_by("due_at")
    return list(dict.fromkeys(rows.values_list("run_id", flat=True)[:most]))


def hours_of(policy: SlaPolicy) -> WorkingTime:
    """The working time a policy counts in."""
    return working_time(policy.calendar or default_calendar())


def _policies_for(record: Any, record_type: str) -> list[SlaPolicy]:
    fields, facts, chosen = records.fields_of(record_type), records.facts_of(record), {}
    rows = SlaPolicy.objects.filter(record_type=record_type, is_active=True).select_related("calendar")
    for policy in rows:
        try:
            holds = met(parse(policy.conditions, fields), facts)
        except ConditionFaults:
            continue  # a policy that names a field taken away promises nothing; its page says so
        if holds:
            chosen.setdefault(policy.kind, policy)
    return list(chosen.values())


def _running(policy: SlaPolicy, hours: WorkingTime, now: datetime, left: timedelta) -> dict[str, Any]:
    spare = policy.amount * (100 - policy.at_risk_share) / 100
    return {
        "state": ClockState.RUNNING,
        "due_at": hours.add(now, left),
        "risk_at": hours.add(now, left - spare),
        "left": None,
        "paused_at": None,
    }


def _is_met(row: Clock, run: Run, stage: Stage, previous: Stage | None, actor: User, record: Any) -> bool:
    if stage.is_closed:
        return True
    return row.kind == ClockKind.RESPONSE and previous is not None and not _is_requester(actor, run, record)


def _is_requester(actor: User, run: Run, record: Any) -> bool:
    """A first response is one of the department, not of whoever asked."""
    relation = registry.host_of(run.record_type).relations.get("requester")
    return relation is not None and any(person.pk == actor.pk for person in relation.people(record))


def _end(record: Any, row: Clock, actor: User) -> None:
    now = clock.now()
    late = row.due_at is not None and row.due_at < now if row.state == ClockState.RUNNING else _is_late(row)
    row.state, row.ended_at = (ClockState.MISSED if late else ClockState.MET), now
    if late and row.breached_at is None:
        row.breached_at = row.due_at or now
    row.save(update_fields=["state", "ended_at", "breached_at"])
    _note(record, row, "breached" if late else "met", now, actor)


def _is_late(row: Clock) -> bool:
    return row.left is not None and row.left < timedelta()


def _pause(record: Any, row: Clock, actor: User) -> None:
    now = clock.now()
    row.left = hours_of(row.policy).between(now, row.due_at or now)
    row.state, row.paused_at, row.due_at, row.risk_at = ClockState.PAUSED, now, None, None
    row.save(update_fields=["left", "state", "paused_at", "due_at", "risk_at"])
    _note(record, row, "paused", now, actor)


def _resume(record: Any, row: Clock, actor: User) -> None:
    now = clock.now()
    changes = _running(row.policy, hours_of(row.policy), now, row.left or timedelta())
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    _note(record, row, "resumed", now, actor)


def _note(record: Any, row: Clock, what: str, at: datetime, actor: User) -> None:
    after = {"kind": row.kind, "policy": row.policy.name, "due": row.due_at}
    note(record, f"workflows.clock.{what}", actor=actor, after=after, occurred_at=at)
