"""A person's open tasks in their day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.web import day
from legalops.web.day import Act, Item, Source
from legalops.workflows.enums import Priority
from legalops.workflows.lists import READ
from legalops.workflows.models import Task
from legalops.workflows.selectors.tasks import task_rows

_KEY = "task-"


def register() -> None:
    """Called once, when the app is ready."""
    day.register(Source("workflows.tasks", tasks_until, READ))


def tasks_until(user, until: date) -> Sequence[Item]:
    """Tasks that the person has, due until a day or without one."""
    mine = task_rows(user).open().filter(assignee=user).filter(Q(due_on__lte=until) | Q(due_on=None))
    rows = mine.order_by(F("due_on").asc(nulls_last=True), "priority", "pk")[: day.MOST + 1]
    return [_item(task) for task in rows]


def key_of(task: int) -> str:
    """How the day knows a task."""
    return f"{_KEY}{task}"


def tasks_among(keys: Sequence[str]) -> list[int]:
    """The tasks among the keys of a day."""
    return [int(key.removeprefix(_KEY)) for key in keys if key.startswith(_KEY)]


def _item(task: Task) -> Item:
    return Item(
        key=key_of(task.pk),
        kind=_("Task"),
        icon="clipboard-list",
        title=task.title,
        url=reverse("workflows:task_record", args=[task.pk]),
        on=task.record,
        why=_t("It is yours to do."),
        due_on=task.due_on,
        urgent=_t("High priority") if task.priority == Priority.HIGH else "",
        act=Act(_("Finish"), reverse("workflows:task_done", args=[task.pk]), "post", "d"),
    )
