"""Plans for tests, through the services."""

from datetime import date

from matters.enums import SlipReason
from matters.models import Matter, Plan, PlanTask
from matters.services.planning import Move, TaskPlan, Wait, add_phase, add_plan_task, make_plan, move_task

MONDAY = date(2026, 3, 2)


def make_planned(matter: Matter, *, starts_on: date = MONDAY) -> Plan:
    """An empty plan with one phase, L100."""
    plan = make_plan(matter, starts_on=starts_on, actor=matter.lead)
    add_phase(matter, code="L100", name="Case assessment", actor=matter.lead)
    return plan


def make_plan_task(matter: Matter, title: str = "Draft", *after: PlanTask, **fields) -> PlanTask:
    """A task of the plan, made where there is none, that waits for those before it."""
    plan = Plan.objects.filter(matter=matter).first() or make_planned(matter)
    waits = tuple(fields.pop("waits_for", [Wait(each.pk) for each in after]))
    given = {"owner": matter.lead, "days": 5, "phase": plan.phases.first()} | fields
    return add_plan_task(matter, TaskPlan(title=title, waits_for=waits, **given), actor=matter.lead)


def moved(row: PlanTask, to: date, **fields):
    """The row moved by the matter's lead because of the court."""
    more = {name: fields.pop(name) for name in ("version", "note", "actor") if name in fields}
    actor = more.pop("actor", row.matter.lead)
    return move_task(row, Move(to, **fields), reason=SlipReason.COURT, actor=actor, **more)
