"""What people are told of their tasks."""

from typing import Any

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.kernel import records
from legalops.notifications.services import notify
from legalops.web import formats
from legalops.workflows.models import Task


def tell_given(record: Any, task: Task, *, actor: User) -> None:
    """Tell whoever has the task now that it is theirs."""
    title = _("“%(task)s” is yours to do") % {"task": task.title}
    _tell("workflows.task_given", record, task, title, task.description, actor)


def tell_cancelled(record: Any, task: Task, *, actor: User) -> None:
    """Tell whoever had the task that it need not be done."""
    title = _("“%(task)s” is called off") % {"task": task.title}
    _tell("workflows.task_cancelled", record, task, title, task.cancel_reason, actor)


def _tell(kind: str, record: Any, task: Task, title: str, more: str, actor: User) -> None:
    if task.assignee is None:
        return
    found = records.type_of(record)
    due = _("Due %s.") % formats.day(task.due_on) if task.due_on else ""
    notify(
        kind,
        recipients=[task.assignee],
        subject=record,
        title=title,
        body=" ".join(part for part in (f"{found.title(record)}.", due, more) if part),
        url=f"{found.address(record)}#tasks",
        actor=actor,
        key=f"task:{task.pk}:{task.version}",
    )
