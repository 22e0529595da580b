"""Tasks of a plan changed in what is not their days; what they wait for; begun."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.workflows.services.tasks import edit_task
from matters.enums import SlipReason
from matters.models import Plan, PlanTask
from matters.services.guards import locked, require_sight
from matters.services.planning.guards import locked_plan, own_plan, require_open, require_owner_or_planner
from matters.services.planning.links import Wait, write_waits
from matters.services.planning.placing import Why, place

# Fields of the plan's own row, and the ledger's words for them.
_OWN = {"phase": "phase", "code": "code", "effort_hours": "effort"}


@transaction.atomic
def edit_plan_task(row: PlanTask, values: Mapping[str, Any], *, actor: User) -> PlanTask:
    """Change any of title, description, owner, phase, code and effort_hours; days are moved (`move_task`).

    Raises NotFound, NotAllowed, Conflict for a task that has ended, DomainError.
    """
    plan = locked_plan(row.matter, actor=actor)
    current = locked_row(plan, row.pk)
    require_open(current)
    owner = values.get("owner")
    if owner is not None:
        require_sight(owner, plan.matter, field="owner")
    of_task = {name: values[name] for name in ("title", "description") if name in values}
    if "owner" in values:
        of_task["assignee"] = owner
    if of_task:
        edit_task(plan.matter, current.task, of_task, actor=actor)
    changed = {
        name: values[name] for name in _OWN if name in values and getattr(current, name) != values[name]
    }
    if changed:
        _write(plan, current, changed, actor=actor)
    return locked_row(plan, row.pk)


@transaction.atomic
def set_dependencies(
    row: PlanTask, waits: Iterable[Wait], *, reason: str = SlipReason.CORRECTION, note: str = "", actor: User
) -> PlanTask:
    """Say what a task waits for, all of it; what must move because of it moves.

    Raises DomainError (field "waits_for") for a ring, naming it, or for tasks of another plan.
    """
    plan = locked_plan(row.matter, actor=actor)
    current = locked_row(plan, row.pk)
    words = write_waits(plan, current, waits)
    if words is not None:
        record(
            plan.matter,
            "matters.plan.dependencies_set",
            actor=actor,
            before={"waits_for": words[0]},
            after={"task": current.title, "waits_for": words[1]},
        )
        place(plan, Why(SlipReason(reason), note, current.pk), actor=actor)
    return locked_row(plan, row.pk)


@transaction.atomic
def begin_task(row: PlanTask, *, on: date | None = None, actor: User) -> PlanTask:
    """Note that work on it has begun, by its owner or a planner. Twice is once.

    Raises NotAllowed, Conflict for a task that has ended, DomainError for a day to come (field "begun_on").
    """
    matter = locked(row.matter, actor=actor)
    plan = own_plan(matter)
    current = locked_row(plan, row.pk)
    require_owner_or_planner(actor, current)
    require_open(current)
    if current.begun_on is not None or current.is_milestone:
        return current
    begun = on or clock.today()
    if begun > clock.today():
        raise DomainError("plan.begun_later", _("It cannot have begun on a day to come."), field="begun_on")
    current.begun_on = begun
    current.save(update_fields=["begun_on"])
    record(matter, "matters.task.begun", actor=actor, after={"task": current.title, "begun": begun})
    place(plan, Why(SlipReason.CORRECTION, _("Work began"), current.pk), actor=actor)
    return locked_row(plan, row.pk)


def locked_row(plan: Plan, key: int) -> PlanTask:
    """A row of a locked plan."""
    rows = PlanTask.objects.select_for_update(of=("self",))
    rows = rows.select_related("task__assignee", "task__run", "phase").prefetch_related("blocks")
    found = rows.get(plan=plan, pk=key)
    found.matter = plan.matter
    return found


def _write(plan: Plan, row: PlanTask, changed: dict[str, Any], *, actor: User) -> None:
    before = {_OWN[name]: _plain(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    after = {"task": row.title} | {_OWN[name]: _plain(getattr(row, name)) for name in changed}
    record(plan.matter, "matters.plan.task_changed", actor=actor, before=before, after=after)


def _plain(value: Any) -> Any:
    return None if value is None else str(value)
