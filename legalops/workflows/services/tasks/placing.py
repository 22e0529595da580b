"""Many tasks at once, for the app that plans them: it has asked who may, and keeps the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.workflows.models import Task
from legalops.workflows.services.moving import adopt
from legalops.workflows.services.tasks.words import read_title


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be made."""

    title: str
    due_on: date
    assignee: User | None = None
    description: str = ""


def make_tasks(record: Any, wanted: Iterable[NewTask], *, actor: User) -> list[Task]:
    """Put tasks on a locked record, in order. Raises DomainError for an empty title (field "title")."""
    run, now = adopt(record), clock.now()
    rows = [
        Task(
            run=run,
            title=read_title(each.title),
            description=each.description.strip(),
            assignee=each.assignee,
            due_on=each.due_on,
            made_at=now,
            made_by=actor,
        )
        for each in wanted
    ]
    return Task.objects.bulk_create(rows)


def place_tasks(due: Mapping[int, date]) -> None:
    """Give tasks, by key, another due day; their record is locked."""
    rows = list(Task.objects.select_for_update(of=("self",)).filter(pk__in=due).order_by("pk"))
    for row in rows:
        row.due_on = due[row.pk]
        row.version += 1
    Task.objects.bulk_update(rows, ["due_on", "version"], batch_size=500)
