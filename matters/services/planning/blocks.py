"""Blocked: by whom, since when, chased when; and back again (features.md 3.09)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from matters.enums import BlockKind
from matters.models import PlanBlock, PlanTask
from matters.selectors.plans import work_days
from matters.services.guards import locked
from matters.services.planning.changing import locked_row
from matters.services.planning.escalations import resolve_open
from matters.services.planning.guards import own_plan, require_open, require_owner_or_planner
from matters.services.planning.notices import tell_unblocked


@dataclass(frozen=True, slots=True)
class Blocking:
    """What blocks a task: by whom, since when, what is missing, and every how many working days to chase."""

    kind: str
    since: date | None = None
    note: str = ""
    chase_every_days: int | None = None


@transaction.atomic
def block_task(row: PlanTask, blocking: Blocking, *, actor: User) -> PlanBlock:
    """Say that a task cannot go on; by its owner or a planner.

    Raises NotFound, NotAllowed, Conflict for a task that has ended, DomainError when it is blocked already
    or is so only from a day to come (field "since").
    """
    matter = locked(row.matter, actor=actor)
    plan = own_plan(matter)
    current = locked_row(plan, row.pk)
    require_owner_or_planner(actor, current)
    require_open(current)
    since = blocking.since or clock.today()
    _refuse(current, blocking, since)
    every = blocking.chase_every_days
    days = work_days(plan)
    block = PlanBlock.objects.create(
        plan_task=current,
        matter=matter,
        kind=blocking.kind,
        since=since,
        note=blocking.note.strip(),
        raised_by=actor,
        raised_at=clock.now(),
        chase_every_days=every,
        next_chase_on=days.day(days.last_number(clock.today()) + every) if every else None,
    )
    after = {"task": current.title, "kind": block.get_kind_display(), "since": since}
    record(matter, f"matters.{current.kind}.blocked", actor=actor, after=after, reason=block.note)
    return block


@transaction.atomic
def unblock_task(row: PlanTask, *, resolution: str = "", actor: User) -> PlanTask:
    """What was missing is there: the task is again what it was, its owner is told. Twice is once."""
    matter = locked(row.matter, actor=actor)
    current = locked_row(own_plan(matter), row.pk)
    require_owner_or_planner(actor, current)
    resolve_block(current, resolution, actor=actor)
    return current


@transaction.atomic
def note_chaser(block: PlanBlock, *, actor: User) -> PlanBlock:
    """Note that somebody was chased; the next chaser is due after the same time."""
    matter = locked(block.matter, actor=actor)
    plan = own_plan(matter)
    current = PlanBlock.objects.select_for_update(of=("self",)).get(pk=block.pk)
    row = locked_row(plan, current.plan_task_id)
    require_owner_or_planner(actor, row)
    if current.resolved_at is not None:
        return current
    days = work_days(plan)
    current.chased += 1
    if current.chase_every_days:
        current.next_chase_on = days.day(days.last_number(clock.today()) + current.chase_every_days)
    current.save(update_fields=["chased", "next_chase_on"])
    after = {"task": row.title, "kind": current.get_kind_display(), "times": current.chased}
    record(matter, "matters.task.chased", actor=actor, after=after)
    return current


def resolve_block(row: PlanTask, resolution: str, *, actor: User) -> None:
    """End the open block of a locked row, where there is one, and its escalation."""
    block = PlanBlock.objects.select_for_update(of=("self",)).filter(plan_task=row, resolved_at=None).first()
    if block is None:
        return
    block.resolved_at, block.resolved_by, block.resolution = clock.now(), actor, resolution.strip()
    block.save(update_fields=["resolved_at", "resolved_by", "resolution"])
    after = {
        "task": row.title,
        "kind": block.get_kind_display(),
        "days": block.days_until(clock.today()),
    }
    record(row.matter, f"matters.{row.kind}.unblocked", actor=actor, after=after, reason=block.resolution)
    resolve_open(row, "blocked", actor=actor)
    tell_unblocked(row, block, actor=actor)


def _refuse(row: PlanTask, blocking: Blocking, since: date) -> None:
    if row.open_block:
        raise DomainError("plan.blocked_already", _("It is blocked already. Unblock it first."))
    if blocking.kind not in BlockKind.values:
        raise DomainError("plan.block_kind", _("Say who it waits for."), field="kind")
    if since > clock.today():
        raise DomainError("plan.blocked_later", _("Choose today or an earlier day."), field="since")
