"""A task of a plan moves: first what would shift, then all of it with its reason."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.web import formats
from matters.enums import EscalationCause, SlipReason
from matters.models import Plan, PlanTask, Replan
from matters.plan import HeldBack, Place, Schedule, WorkDays, move
from matters.selectors.plans import PlanSheet, sheet_of
from matters.services.planning.changing import locked_row
from matters.services.planning.escalations import resolve_open
from matters.services.planning.guards import locked_plan, require_open
from matters.services.planning.making import days_of
from matters.services.planning.placing import Why, place, slip_words


@dataclass(frozen=True, slots=True)
class Moved:
    """A row before and after."""

    row: PlanTask
    to_start: date
    to_finish: date
    days: int

    @property
    def moves(self) -> bool:
        """It stands elsewhere than it stood."""
        return (self.row.starts_on, self.row.finishes_on) != (self.to_start, self.to_finish)

    @property
    def words(self) -> str:
        """How far its end moves."""
        return slip_words(self.days)


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What a move would do: every row that shifts, the plan's end, fixed dates that could not be kept."""

    shifts: list[Moved]
    ended_on: date | None
    ends_on: date | None
    broken: list[tuple[PlanTask, int]]


@dataclass(frozen=True, slots=True)
class Move:
    """Where a task is to stand: its first day (a milestone: its day), its length in working days, and
    whether that day is fixed, whatever comes before."""

    to: date
    days: int | None = None
    fixed: bool = False


def preview_move(sheet: PlanSheet, row: PlanTask, wanted: Move) -> MovePreview:
    """What would shift; nothing is written. Raises DomainError (field "to") for a day that cannot be."""
    before = sheet.planned()
    after = _moved(sheet, row, wanted)
    by_key = sheet.by_key
    open_ = [row for row in sheet.rows if row.task.is_open]
    moved = [_shift(sheet, each, after.places[each.pk]) for each in open_]
    shifts = [each for each in moved if each.moves]
    shifts.sort(key=lambda each: (each.row.pk != row.pk, each.to_start, each.row.pk))
    broken = [(by_key[each.key], each.days) for each in after.conflicts]
    return MovePreview(shifts, before.ends_on, after.ends_on, broken)


@transaction.atomic
def move_task(
    row: PlanTask, wanted: Move, *, reason: str, note: str = "", version: int | None = None, actor: User
) -> list[Replan]:
    """Move a task with everything that waits for it; every shift keeps old and new days and the reason.

    Raises NotFound, NotAllowed, Conflict for a task that has ended or a plan that changed since `version`,
    DomainError for a day that its dependencies do not allow (field "to") or no reason (field "reason").
    """
    plan = locked_plan(row.matter, actor=actor, version=version)
    current = locked_row(plan, row.pk)
    require_open(current)
    if reason not in SlipReason.values:
        raise DomainError("plan.reason", _("Say why the days change."), field="reason")
    _moved(sheet_of(plan), current, wanted)
    _write(plan, current, wanted)
    _sheet, entries = place(plan, Why(SlipReason(reason), note.strip(), current.pk), actor=actor)
    for entry in entries:
        if entry.to_finish >= clock.today():
            entry.plan_task.matter = plan.matter
            resolve_open(entry.plan_task, EscalationCause.OVERDUE, actor=actor)
    return entries


def _shift(sheet: PlanSheet, row: PlanTask, where: Place) -> Moved:
    days = sheet.days.between(row.finishes_on, where.finishes_on)
    return Moved(row, where.starts_on, where.finishes_on, days)


def _write(plan: Plan, row: PlanTask, wanted: Move) -> None:
    row.days = days_of(row.kind, wanted.days if wanted.days is not None else row.days)
    if row.begun_on is None:
        row.fixed_on = wanted.to if wanted.fixed else None
        row.not_before = None if wanted.fixed else wanted.to
    row.save(update_fields=["days", "fixed_on", "not_before"])


def _moved(sheet: PlanSheet, row: PlanTask, wanted: Move) -> Schedule:
    length = days_of(row.kind, wanted.days if wanted.days is not None else row.days)
    _refuse_holidays(sheet.days, wanted.to)
    if row.begun_on is not None and wanted.to != row.starts_on:
        message = _("Work on it has begun: its first day stays. Change how long it takes.")
        raise DomainError("plan.begun", message, field="to")
    mine = replace(sheet.activity(row), fixed_on=wanted.to if wanted.fixed else None)
    try:
        _network, after = move(
            sheet.network([mine]), sheet.days, sheet.plan.starts_on, row.pk, to=wanted.to, length=length
        )
    except HeldBack as held:
        raise _held(sheet, held) from None
    return after


def _refuse_holidays(days: WorkDays, day: date) -> None:
    if days.day(days.number(day)) != day:
        nearest = formats.day(days.day(days.number(day)))
        message = _("Nobody works on %(day)s. The next working day is %(next)s.")
        raise DomainError("plan.day_off", message % {"day": formats.day(day), "next": nearest}, field="to")


def _held(sheet: PlanSheet, held: HeldBack) -> DomainError:
    by = sheet.by_key.get(held.by or 0)
    if by is None:
        message = _("The plan begins on %(day)s. Choose that day or a later one.")
        return DomainError("plan.too_early", message % {"day": formats.day(held.earliest)}, field="to")
    message = _("It waits for “%(task)s”: %(day)s is the first day it can stand on.")
    words = {"task": by.title, "day": formats.day(held.earliest)}
    return DomainError("plan.held_back", message % words, field="to")
