"""Exactly one next action on every active matter: what, by whom, until when (features.md 3.08)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed
from legalops.workflows.models import Task
from matters.enums import StageCategory
from matters.models import Matter, NextAction, PlanBlock, PlanTask
from matters.services.guards import locked, require_sight
from matters.services.planning.guards import may_plan
from matters.services.planning.notices import tell_next_missing


def may_steer(user: User, matter: Matter) -> bool:
    """Whether the person says what happens next: who edits the matter or keeps its plan."""
    return user.is_system or has_capability(user, can.MATTERS_EDIT) or may_plan(user, matter)


@transaction.atomic
def set_next_action(
    matter: Matter, *, what: str, owner: User | None, due_on: date | None, actor: User
) -> NextAction:
    """Say what happens next, in free words; it takes the place of the one before.

    None of the three may be missing. Raises NotFound, NotAllowed, Conflict for a closed matter, DomainError
    naming the field.
    """
    current = _steered(matter, actor=actor)
    text = " ".join(what.split())
    if not text:
        raise DomainError("next.what", _("Say what happens next."), field="what")
    if owner is None:
        raise DomainError("next.owner", _("Say who does it."), field="owner")
    if due_on is None:
        raise DomainError("next.due", _("Say until when."), field="due_on")
    require_sight(owner, current, field="owner")
    return _begin(current, None, text, owner, due_on, actor=actor)


@transaction.atomic
def set_next_task(matter: Matter, task: Task, *, actor: User) -> NextAction:
    """Let one of the matter's open tasks be its next action; it is read from the task from then on.

    Raises NotFound, NotAllowed, Conflict, DomainError (field "task") for a task without owner or day, one
    that has ended, or of another record.
    """
    current = _steered(matter, actor=actor)
    _refuse_unfit(current, task)
    assert task.assignee is not None
    assert task.due_on is not None
    return _begin(current, task, task.title, task.assignee, task.due_on, actor=actor)


@transaction.atomic
def finish_next_action(matter: Matter, *, actor: User) -> NextAction | None:
    """The next action is done: the plan's next task takes its place, or the lead is asked what follows.

    For its owner and for who steers the matter. One that stands for a task is finished with the task.
    Raises NotFound, NotAllowed, Conflict where there is none.
    """
    current = locked(matter, actor=actor)
    held = open_action(current)
    if held is None:
        raise Conflict("next.none", _("This matter has no next action. Say what happens next."))
    if held.task_id is not None:
        raise Conflict("next.is_task", _("It is a task: finish the task."))
    if held.owner_id != actor.pk and not may_steer(actor, current):
        raise NotAllowed("next.not_yours", _("It is for whoever has it, and for those who edit the matter."))
    return _followed(current, held, done=True, actor=actor)


def drop_next_action(matter: Matter, *, actor: User) -> None:
    """The locked matter closes: nothing follows."""
    held = open_action(matter)
    if held is not None:
        _end(held, done=False)
        after = {"next": held.what, "for": str(held.owner)}
        record(matter, "matters.next_action.dropped", actor=actor, after=after)


def follow_task(matter: Matter, task: Task, *, actor: User) -> None:
    """A task ended: where it was the next action, another takes its place. Inside the task's transaction."""
    held = open_action(matter)
    if held is not None and held.task_id == task.pk and not task.is_open:
        _followed(matter, held, done=task.done_at is not None, actor=actor)


def open_action(matter: Matter) -> NextAction | None:
    """The one that stands, locked."""
    rows = NextAction.objects.select_for_update(of=("self",)).select_related("task", "owner")
    return rows.filter(matter=matter, ended_at=None).first()


def pick_from_plan(matter: Matter, *, actor: User) -> NextAction | None:
    """Let the plan's next open task that has an owner and no block be the next action, if there is one."""
    rows = PlanTask.objects.filter(
        matter=matter, task__done_at=None, task__cancelled_at=None, task__assignee__is_active=True
    ).exclude(pk__in=PlanBlock.objects.filter(matter=matter, resolved_at=None).values("plan_task"))
    row = rows.select_related("task__assignee").order_by("task__due_on", "starts_on", "pk").first()
    if row is None or row.task.assignee is None:
        return None
    return _begin(matter, row.task, row.title, row.task.assignee, row.finishes_on, picked=True, actor=actor)


def _followed(matter: Matter, held: NextAction, *, done: bool, actor: User) -> NextAction | None:
    _end(held, done=done)
    action = "matters.next_action.done" if done else "matters.next_action.dropped"
    record(matter, action, actor=actor, after={"next": held.what, "for": str(held.owner)})
    following = pick_from_plan(matter, actor=actor)
    if following is None:
        tell_next_missing(matter, str(held.pk), actor=actor)
    return following


def _steered(matter: Matter, *, actor: User) -> Matter:
    current = locked(matter, actor=actor)
    if not may_steer(actor, current):
        message = _("What happens next is said by those who edit the matter or keep its plan.")
        raise NotAllowed("next.not_yours", message)
    if current.stage.category == StageCategory.CLOSED:
        raise Conflict("next.closed", _("The matter is closed: nothing follows. Reopen it first."))
    return current


def _refuse_unfit(matter: Matter, task: Task) -> None:
    own = task.run.record_type == "matter" and task.run.record_id == matter.pk
    if not own or not task.is_open:
        raise DomainError("next.task", _("Choose an open task of this matter."), field="task")
    if task.assignee is None or task.due_on is None:
        message = _("“%s” needs an owner and a day before it can be the next action.")
        raise DomainError("next.task_open_ended", message % task.title, field="task")


def _begin(
    matter: Matter,
    task: Task | None,
    what: str,
    owner: User,
    due_on: date,
    *,
    picked: bool = False,
    actor: User,
) -> NextAction:
    held = open_action(matter)
    if held is not None:
        if (held.task, held.what, held.owner, held.due_on) == (task, what, owner, due_on):
            return held
        _end(held, done=False)
    made = NextAction.objects.create(
        matter=matter,
        task=task,
        what=what,
        owner=owner,
        due_on=due_on,
        picked=picked,
        set_at=clock.now(),
        set_by=actor,
    )
    before = {"next": held.what, "for": str(held.owner), "due": held.due_on} if held else None
    after = {"next": what, "for": str(owner), "due": due_on}
    record(matter, "matters.next_action.set", actor=actor, before=before, after=after)
    return made


def _end(held: NextAction, *, done: bool) -> None:
    held.ended_at, held.done = clock.now(), done
    held.save(update_fields=["ended_at", "done"])
