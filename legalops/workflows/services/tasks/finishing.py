"""Tasks finished and opened again."""

from typing import Any

from django.db import transaction

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import clock
from legalops.workflows.models import Task
from legalops.workflows.services.tasks.guards import (
    locked_record,
    locked_task,
    require_may_change,
    require_open,
)
from legalops.workflows.services.tasks.watching import tell_watch_of_end

_ENDED = ("done_at", "done_by", "cancelled_at", "cancelled_by")


@transaction.atomic
def set_task_done(record: Any, task: Task, done: bool, *, actor: User) -> Task:
    """Finish a task, or open one that has ended again; the same answer twice is one change.

    The caller has found the record through `visible_to`. Raises NotAllowed (`require_may_change`), Conflict
    when a cancelled one is to be finished.
    """
    current = locked_record(record, actor=actor)
    row = locked_task(task)
    require_may_change(current, row, actor=actor)
    if (row.done_at is not None) if done else row.is_open:
        return row
    if done:
        require_open(row)
    _set(row, done, actor)
    action = "workflows.task.done" if done else "workflows.task.reopened"
    note(current, action, actor=actor, after={"task": row.title})
    tell_watch_of_end(current, row, actor=actor)
    return row


def _set(row: Task, done: bool, actor: User) -> None:
    row.done_at, row.done_by = (clock.now(), actor) if done else (None, None)
    row.cancelled_at = row.cancelled_by = None
    row.cancel_reason = ""
    row.version += 1
    row.save(update_fields=[*_ENDED, "cancel_reason", "version"])
