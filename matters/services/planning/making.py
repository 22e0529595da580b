"""Plans, phases, tasks and milestones made."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.calendars.models import BusinessCalendar
from legalops.calendars.selectors import default_calendar
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError
from legalops.workflows.services.tasks import NewTask, make_tasks
from matters.enums import PlanTaskKind, SlipReason
from matters.models import Matter, Plan, PlanDependency, PlanPhase, PlanTask
from matters.services.guards import require_sight
from matters.services.planning.guards import locked_matter, locked_plan
from matters.services.planning.links import Wait, require_no_ring
from matters.services.planning.placing import Why, place

Links = Callable[[list[PlanTask]], Iterable[PlanDependency]]


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """What a task or milestone is to be. `days` are working days; a milestone takes none."""

    title: str
    phase: PlanPhase
    owner: User | None = None
    kind: str = PlanTaskKind.TASK
    days: int = 1
    effort_hours: Decimal | None = None
    code: str = ""
    not_before: date | None = None
    fixed_on: date | None = None
    waits_for: tuple[Wait, ...] = field(default=())
    description: str = ""
    template_key: str = ""


@transaction.atomic
def make_plan(
    matter: Matter, *, starts_on: date | None = None, calendar: BusinessCalendar | None = None, actor: User
) -> Plan:
    """Begin the plan of a matter, empty. Raises NotFound, NotAllowed, Conflict where it has one."""
    current = locked_matter(matter, actor=actor)
    if Plan.objects.filter(matter=current).exists():
        raise Conflict("plan.exists", _("This matter has a plan already."))
    plan = Plan.objects.create(
        matter=current,
        starts_on=starts_on or clock.today(),
        calendar=calendar or default_calendar(),
        made_at=clock.now(),
        made_by=actor,
    )
    record(current, "matters.plan.made", actor=actor, after={"starts": plan.starts_on})
    return plan


@transaction.atomic
def add_phase(matter: Matter, *, code: str, name: str, actor: User) -> PlanPhase:
    """Add a phase by its UTBMS code; one that is there already is that one. Raises DomainError."""
    plan = locked_plan(matter, actor=actor)
    return own_phase(plan, code, name, actor=actor)


def own_phase(plan: Plan, code: str, name: str, *, actor: User) -> PlanPhase:
    """The phase of a locked plan with this code, made where it is missing."""
    found = plan.phases.filter(code__iexact=code.strip()).first()
    if found is not None:
        return found
    if not code.strip():
        raise DomainError("plan.phase_code", _("Choose a phase."), field="phase")
    last = plan.phases.order_by("-position").values_list("position", flat=True).first() or 0
    phase = PlanPhase.objects.create(
        plan=plan, code=code.strip().upper(), name=name.strip(), position=last + 1
    )
    record(plan.matter, "matters.plan.phase_added", actor=actor, after={"phase": str(phase)})
    return phase


@transaction.atomic
def add_plan_task(matter: Matter, wanted: TaskPlan, *, actor: User) -> PlanTask:
    """Put a task or milestone into the plan and on its owner's list, as early as what it waits for allows.

    Raises NotFound, NotAllowed, DomainError (an owner who does not see the matter, no title, no days).
    """
    plan = locked_plan(matter, actor=actor)
    return add_to(plan, [wanted], actor=actor)[0]


def add_to(
    plan: Plan, wanted: Sequence[TaskPlan], *, links: Links | None = None, actor: User
) -> list[PlanTask]:
    """Put several into a locked plan. A `Wait` names the key of a row that is there already; `links` makes
    the dependencies among the new rows.
    """
    rows = _rows(plan, wanted, actor=actor)
    PlanDependency.objects.bulk_create(
        PlanDependency(plan=plan, before_id=wait.before, after=row, kind=wait.kind, lag_days=wait.lag)
        for each, row in zip(wanted, rows, strict=True)
        for wait in each.waits_for
    )
    PlanDependency.objects.bulk_create(links(rows) if links else ())
    require_no_ring(plan)
    place(plan, Why(SlipReason.CORRECTION), new={row.pk for row in rows}, actor=actor)
    rows = list(PlanTask.objects.select_related("task", "phase").filter(pk__in=[row.pk for row in rows]))
    for row in sorted(rows, key=lambda row: row.pk):
        after = {
            "task": row.title,
            "for": str(row.task.assignee or ""),
            "due": row.task.due_on,
            "phase": str(row.phase),
        }
        record(plan.matter, f"matters.{row.kind}.created", actor=actor, after=after)
    return sorted(rows, key=lambda row: row.pk)


def _rows(plan: Plan, wanted: Sequence[TaskPlan], *, actor: User) -> list[PlanTask]:
    for owner in {each.owner for each in wanted if each.owner}:
        require_sight(owner, plan.matter, field="owner")
    new = [NewTask(each.title, plan.starts_on, each.owner, each.description) for each in wanted]
    tasks = make_tasks(plan.matter, new, actor=actor)
    last = plan.tasks.count()
    rows = [
        PlanTask(
            plan=plan,
            matter=plan.matter,
            phase=each.phase,
            task=task,
            kind=each.kind,
            code=each.code.strip().upper(),
            position=last + place_,
            starts_on=plan.starts_on,
            days=days_of(each.kind, each.days),
            effort_hours=each.effort_hours,
            not_before=each.not_before,
            fixed_on=each.fixed_on,
            template_key=each.template_key,
        )
        for place_, (each, task) in enumerate(zip(wanted, tasks, strict=True), 1)
    ]
    return PlanTask.objects.bulk_create(rows)


def days_of(kind: str, days: int | None) -> int:
    """Working days of a task, none of a milestone. Raises DomainError (field "days") for a task without."""
    if kind == PlanTaskKind.MILESTONE:
        return 0
    if not days or not 1 <= days <= 1000:
        raise DomainError(
            "plan.days", _("Say how many working days it takes, from 1 to 1,000."), field="days"
        )
    return days
