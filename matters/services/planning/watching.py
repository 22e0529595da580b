"""A plan's task changes on its own page, in the list or through the API: the plan keeps in step."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.workflows.models import Task
from matters.enums import EscalationCause, SlipReason
from matters.models import Matter, PlanTask
from matters.services.next_actions import follow_task
from matters.services.planning.blocks import resolve_block
from matters.services.planning.changing import locked_row
from matters.services.planning.escalations import resolve_open
from matters.services.planning.guards import own_plan
from matters.services.planning.placing import Why, place


def before_change(matter: Matter, task: Task, changed: Mapping[str, Any], *, actor: User) -> None:
    """The day of a planned task is the plan's: there, what waits for it moves too, with a reason."""
    if "due_on" in changed and PlanTask.objects.filter(task=task).exists():
        message = _("This day belongs to the matter's plan. Move it there: what waits for it moves along.")
        raise DomainError("plan.day_is_planned", message, field="due_on")


def after_end(matter: Matter, task: Task, *, actor: User) -> None:
    """Finished, called off or opened again: blocks and escalations end, what waits for a late one moves,
    and the matter's next action is followed by the next one."""
    row = PlanTask.objects.filter(task=task).first()
    if row is not None:
        _in_plan(matter, row, task, actor=actor)
    follow_task(matter, task, actor=actor)


def _in_plan(matter: Matter, row: PlanTask, task: Task, *, actor: User) -> None:
    plan = own_plan(matter)
    current = locked_row(plan, row.pk)
    if not task.is_open:
        resolve_block(current, "", actor=actor)
        for cause in EscalationCause.values:
            resolve_open(current, cause, actor=actor)
    if current.is_milestone:
        what = "completed" if task.done_at else "cancelled" if task.cancelled_at else "reopened"
        after = {"task": current.title, "due": task.due_on, "on": clock.today()}
        record(matter, f"matters.milestone.{what}", actor=actor, after=after)
    place(plan, Why(SlipReason.EARLIER, _("“%s” ended") % task.title, current.pk), actor=actor)
