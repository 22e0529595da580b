"""Overdue or blocked for too long: the ladder, told rung by rung (features.md 3.10; kpis.md PM-05)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.calendars.selectors import default_calendar, working_time
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.workflows.selectors.people import in_role
from matters.enums import EscalationCause, RungWho, StageCategory
from matters.models import EscalationRung, PlanBlock, PlanEscalation, PlanTask
from matters.plan import WorkDays
from matters.selectors.people import project_managers
from matters.services.guards import locked
from matters.services.planning.guards import may_plan
from matters.services.planning.notices import tell_chaser, tell_escalated

ACTOR = "plan-keeper"


def keep_ladder(today: date | None = None) -> dict[str, int]:
    """Raise what stayed overdue or blocked to the rung it has reached, and say whose chaser is due.

    Each rung and each chaser once, however often this runs.
    """
    day, actor = today or clock.today(), system_actor(ACTOR)
    days = WorkDays(day, working_time(default_calendar()).is_business_day)
    rungs = list(EscalationRung.objects.filter(is_active=True))
    open_ = PlanEscalation.objects.filter(resolved_at=None).values_list("plan_task", "cause", "level")
    levels = {(key, cause): level for key, cause, level in open_}
    raised = 0
    for row, cause, since in _stuck(day):
        late = days.between(since, day)
        reached = sum(rung.cause == cause and late > rung.after_days for rung in rungs)
        if reached > levels.get((row.pk, cause), 0):
            raised += _raise(row, cause, late, rungs, actor=actor)
    return {"raised": raised, "chasers": _chasers(day, actor=actor)}


@transaction.atomic
def acknowledge(found: PlanEscalation, *, action: str = "", actor: User) -> PlanEscalation:
    """Take note of an escalation, and say what is done about it. Raises NotFound, NotAllowed, DomainError."""
    matter = locked(found.matter, actor=actor)
    current = PlanEscalation.objects.select_for_update(of=("self",)).get(pk=found.pk)
    row = PlanTask.objects.select_related("task").get(pk=current.plan_task_id)
    if row.task.assignee_id != actor.pk and matter.lead_id != actor.pk and not may_plan(actor, matter):
        raise NotAllowed("plan.escalation", _("It is for the owner, the lead, and those who keep plans."))
    if current.resolved_at is not None:
        raise DomainError("plan.resolved", _("It is resolved already."))
    if current.acknowledged_at is None:
        current.acknowledged_at, current.acknowledged_by = clock.now(), actor
        record(matter, "matters.escalation.acknowledged", actor=actor, after={"task": row.title})
    if action.strip() and action.strip() != current.action:
        current.action = action.strip()
        after = {"task": row.title, "action": current.action}
        record(matter, "matters.escalation.action_set", actor=actor, after=after)
    current.save(update_fields=["acknowledged_at", "acknowledged_by", "action"])
    return current


def resolve_open(row: PlanTask, cause: str, *, actor: User) -> None:
    """The cause is gone: its open escalation ends, inside the change that took it away."""
    open_ = PlanEscalation.objects.select_for_update(of=("self",))
    for found in open_.filter(plan_task=row, cause=cause, resolved_at=None):
        found.resolved_at, found.resolved_by = clock.now(), actor
        found.save(update_fields=["resolved_at", "resolved_by"])
        hours = round((found.resolved_at - found.raised_at).total_seconds() / 3600, 1)
        after = {"task": row.title, "cause": found.get_cause_display(), "hours": str(hours)}
        record(row.matter, "matters.escalation.resolved", actor=actor, after=after)


def _stuck(today: date) -> Iterable[tuple[PlanTask, str, date]]:
    rows = PlanTask.objects.filter(
        matter__stage__category=StageCategory.OPEN, task__done_at=None, task__cancelled_at=None
    )
    rows = rows.select_related("task__assignee", "matter__lead")
    for row in rows.filter(task__due_on__lt=today).order_by("pk"):
        yield row, EscalationCause.OVERDUE, row.finishes_on
    blocked = PlanBlock.objects.filter(resolved_at=None, plan_task__in=rows.values("pk"))
    since = dict(blocked.values_list("plan_task_id", "since"))
    for row in rows.filter(pk__in=since).order_by("pk"):
        yield row, EscalationCause.BLOCKED, since[row.pk]


@transaction.atomic
def _raise(row: PlanTask, cause: str, days: int, rungs: list[EscalationRung], *, actor: User) -> int:
    reached = [rung for rung in rungs if rung.cause == cause and days > rung.after_days]
    matter = locked(row.matter, actor=actor)
    row.matter = matter
    open_ = PlanEscalation.objects.select_for_update(of=("self",))
    found = open_.filter(plan_task=row, cause=cause, resolved_at=None).first()
    had = found.level if found else 0
    if len(reached) <= had:
        return 0
    after = {"task": row.title, "cause": EscalationCause(cause).label, "level": len(reached), "days": days}
    if found is None:
        found = PlanEscalation.objects.create(
            plan_task=row, matter=matter, cause=cause, level=len(reached), raised_at=clock.now()
        )
        record(matter, "matters.escalation.raised", actor=actor, after=after)
    else:
        found.level = len(reached)
        found.save(update_fields=["level"])
        record(matter, "matters.escalation.severity_changed", actor=actor, before={"level": had}, after=after)
    found.plan_task, found.matter = row, matter
    told = [person for rung in reached[had:] for person in _who(rung.who, row)]
    tell_escalated(found, {person.pk: person for person in told}.values(), days, actor=actor)
    return 1


def _who(who: str, row: PlanTask) -> list[User]:
    if who == RungWho.OWNER:
        return [row.task.assignee] if row.task.assignee else [row.matter.lead]
    if who == RungWho.LEAD:
        return [row.matter.lead]
    if who == RungWho.LPM:
        return project_managers(row.matter) or list(in_role("legal_project_manager"))
    return list(in_role("general_counsel"))


def _chasers(today: date, *, actor: User) -> int:
    due = PlanBlock.objects.filter(resolved_at=None, next_chase_on__lte=today)
    due = due.select_related("plan_task__task__assignee", "matter__lead")
    for block in due.order_by("pk"):
        with transaction.atomic():
            tell_chaser(block, actor=actor)
    return len(due)
