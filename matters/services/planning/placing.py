"""Writing down where everything stands: the one place that gives planned tasks their days."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.accounts.models import User
from legalops.audit.services import Entry, record_many
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.workflows.services.tasks import place_tasks
from matters.enums import PlanState, SlipReason
from matters.models import Plan, PlanTask, Replan
from matters.plan import Cycle, Place, Schedule
from matters.selectors.plans import PlanSheet, sheet_of


@dataclass(frozen=True, slots=True)
class Why:
    """Why days change: the reason code, words beside it, and the task that was moved by hand."""

    reason: SlipReason
    note: str = ""
    cause: int | None = None


def place(plan: Plan, why: Why, *, new: Collection[int] = (), actor: User) -> tuple[PlanSheet, list[Replan]]:
    """Reckon a locked plan anew and write every day that became another, each with its entry and event.

    Rows in `new` have no earlier days. Raises DomainError for tasks that wait for one another.
    """
    sheet = sheet_of(plan)
    places = reckoned(sheet).places
    moved = [row for row in sheet.rows if _stands_elsewhere(row, places[row.pk])]
    entries = [_replan(sheet, row, places[row.pk], why, actor) for row in moved if row.pk not in new]
    for row in moved:
        row.starts_on, row.task.due_on = places[row.pk].starts_on, places[row.pk].finishes_on
    PlanTask.objects.bulk_update(moved, ["starts_on"], batch_size=500)
    place_tasks({row.task_id: row.task.due_on for row in moved if row.task.due_on})
    Replan.objects.bulk_create(entries, batch_size=500)
    by_key = sheet.by_key
    record_many([_event(plan, by_key, each) for each in entries], actor=actor)
    plan.version += 1
    plan.save(update_fields=["version"])
    return sheet, entries


def reckoned(sheet: PlanSheet) -> Schedule:
    """The plan's schedule. Raises DomainError naming a ring of tasks."""
    try:
        return sheet.planned()
    except Cycle as ring:
        raise ring_refused(sheet, ring) from None


def ring_refused(sheet: PlanSheet, ring: Cycle) -> DomainError:
    """A ring in the words of the plan."""
    titles = sheet.by_key
    chain = " → ".join(f"“{titles[key].title}”" for key in ring.chain)
    message = _("These tasks would wait for one another: %s. Take one of the dependencies out.")
    return DomainError("plan.ring", message % chain, field="waits_for")


def slip_words(days: int) -> str:
    """A slip in words."""
    if days == 0:
        return _("same end")
    words = ngettext("%d working day", "%d working days", abs(days)) % abs(days)
    return _("%s later") % words if days > 0 else _("%s earlier") % words


def _stands_elsewhere(row: PlanTask, where: Place) -> bool:
    """What has ended keeps the days that it was planned for."""
    if row.state in (PlanState.DONE, PlanState.CANCELLED):
        return False
    return (row.starts_on, row.task.due_on) != (where.starts_on, where.finishes_on)


def _replan(sheet: PlanSheet, row: PlanTask, where: Place, why: Why, actor: User) -> Replan:
    followed = why.cause is not None and row.pk != why.cause
    return Replan(
        plan=sheet.plan,
        matter_id=sheet.plan.matter_id,
        plan_task=row,
        cause_id=why.cause if followed else None,
        from_start=row.starts_on,
        from_finish=row.finishes_on,
        to_start=where.starts_on,
        to_finish=where.finishes_on,
        slip_days=sheet.days.between(row.finishes_on, where.finishes_on),
        reason=why.reason,
        note=why.note,
        made_at=clock.now(),
        made_by=actor,
    )


def _event(plan: Plan, rows: dict[int, PlanTask], entry: Replan) -> Entry:
    row = rows[entry.plan_task_id]
    after: dict[str, Any] = {
        "task": row.title,
        "due": entry.to_finish,
        "slip": entry.slip_days,
        "reason_code": entry.reason,
    }
    if entry.cause_id:
        after["follows"] = rows[entry.cause_id].title
    return Entry(
        plan.matter,
        f"matters.{row.kind}.due_changed",
        before={"due": entry.from_finish},
        after=after,
        reason=entry.note,
    )
