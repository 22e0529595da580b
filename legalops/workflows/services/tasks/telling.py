"""What people are told of their tasks."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from legalops.accounts.models import User
from legalops.kernel import records
from legalops.notifications.services import notify
from legalops.web import formats
from legalops.workflows.models import Task

# Of a long template as many as a letter is read for.
_LISTED = 10


def tell_given(record: Any, task: Task, *, actor: User) -> None:
    """Tell whoever has the task now that it is theirs."""
    title = gettext_lazy("“%(task)s” is yours to do")
    _tell("workflows.task_given", record, task, title, task.description, actor)


def tell_applied(record: Any, made: Sequence[Task], *, actor: User) -> None:
    """Tell each owner once of the tasks that a template made for them; nobody's tasks are nobody's news."""
    theirs: dict[User, list[Task]] = {}
    for task in made:
        if task.assignee is not None:
            theirs.setdefault(task.assignee, []).append(task)
    for person, tasks in theirs.items():
        _tell_of(person, record, tasks, actor)


def _tell_of(person: User, record: Any, tasks: Sequence[Task], actor: User) -> None:
    if len(tasks) == 1:
        tell_given(record, tasks[0], actor=actor)
        return
    found = records.type_of(record)

    def title() -> str:
        facts = {"n": len(tasks), "record": found.title(record)}
        return _("%(n)s tasks are yours to do: %(record)s") % facts

    notify(
        "workflows.task_given",
        recipients=[person],
        subject=record,
        title=title,
        body=lambda: "\n".join(_lines(tasks)),
        url=f"{found.address(record)}#tasks",
        actor=actor,
        key=f"tasks:{tasks[0].pk}:{tasks[-1].pk}",
    )


def _lines(tasks: Sequence[Task]) -> list[str]:
    lines, more = [_line(task) for task in tasks[:_LISTED]], len(tasks) - _LISTED
    return [*lines, ngettext("and %s more", "and %s more", more) % more] if more > 0 else lines


def _line(task: Task) -> str:
    if task.due_on is None:
        return task.title
    return _("%(task)s, due %(day)s") % {"task": task.title, "day": formats.day(task.due_on)}


def tell_cancelled(record: Any, task: Task, *, actor: User) -> None:
    """Tell whoever had the task that it need not be done."""
    title = gettext_lazy("“%(task)s” is called off")
    _tell("workflows.task_cancelled", record, task, title, task.cancel_reason, actor)


def _tell(kind: str, record: Any, task: Task, title: Promise, more: str, actor: User) -> None:
    if task.assignee is None:
        return
    found = records.type_of(record)

    def body() -> str:
        due = _("Due %s.") % formats.day(task.due_on) if task.due_on else ""
        return " ".join(part for part in (f"{found.title(record)}.", due, more) if part)

    notify(
        kind,
        recipients=[task.assignee],
        subject=record,
        title=lambda: str(title) % {"task": task.title},
        body=body,
        url=f"{found.address(record)}#tasks",
        actor=actor,
        key=f"task:{task.pk}:{task.version}",
    )
