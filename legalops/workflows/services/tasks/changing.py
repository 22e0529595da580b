"""Tasks edited, given to somebody else, cancelled."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError
from legalops.workflows.models import Task
from legalops.workflows.services.tasks.guards import (
    locked_record,
    locked_task,
    require_may_change,
    require_may_steer,
    require_open,
    require_sees,
)
from legalops.workflows.services.tasks.telling import tell_cancelled, tell_given
from legalops.workflows.services.tasks.watching import tell_watch_of_change, tell_watch_of_end
from legalops.workflows.services.tasks.words import FACTS, facts_of, read_title


@transaction.atomic
def edit_task(
    record: Any, task: Task, values: Mapping[str, Any], *, version: int | None = None, actor: User
) -> Task:
    """Change any of title, description, due_on and assignee of an open task; its new owner is told.

    `version` is what the person was looking at. Raises NotFound, NotAllowed for who may not edit the record,
    Conflict for a task that has ended or that somebody changed meanwhile, DomainError for an empty title or
    (field "person") somebody who does not see the record.
    """
    current = locked_record(record, actor=actor)
    require_may_steer(current, actor=actor)
    row = locked_task(task)
    require_open(row)
    if version is not None and version != row.version:
        message = _("Somebody changed this task meanwhile. Look at it again before you go on.")
        raise Conflict("workflow.task_changed", message)
    return _write(current, row, _read(values), actor=actor)


@transaction.atomic
def reassign_task(record: Any, task: Task, person: User | None, *, actor: User) -> Task:
    """Give an open task to somebody else, or to nobody; the same person again changes nothing.

    Raises NotAllowed (`require_may_change`), Conflict for a task that has ended, DomainError (field "person")
    for somebody who is gone or does not see the record.
    """
    current = locked_record(record, actor=actor)
    row = locked_task(task)
    require_may_change(current, row, actor=actor)
    require_open(row)
    return _write(current, row, {"assignee": person}, actor=actor)


@transaction.atomic
def cancel_task(record: Any, task: Task, *, reason: str, actor: User) -> Task:
    """It need not be done; the ledger keeps why, and who had it is told. Cancelling twice records once.

    Raises NotAllowed for who may not edit the record, Conflict for a finished task, DomainError without a
    reason (field "reason").
    """
    current = locked_record(record, actor=actor)
    require_may_steer(current, actor=actor)
    row = locked_task(task)
    if row.cancelled_at is not None:
        return row
    require_open(row)
    if not reason.strip():
        raise DomainError("workflow.task_reason", _("Say why it need not be done."), field="reason")
    row.cancelled_at, row.cancelled_by, row.cancel_reason = clock.now(), actor, reason.strip()
    row.version += 1
    row.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "version"])
    note(
        current,
        "workflows.task.cancelled",
        actor=actor,
        after={"task": row.title, "for": str(row.assignee or "")},
        reason=row.cancel_reason,
    )
    tell_cancelled(current, row, actor=actor)
    tell_watch_of_end(current, row, actor=actor)
    return row


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    read = {name: values[name] for name in FACTS if name in values}
    if "title" in read:
        read["title"] = read_title(read["title"])
    if "description" in read:
        read["description"] = read["description"].strip()
    return read


def _write(record: Any, row: Task, values: dict[str, Any], *, actor: User) -> Task:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return row
    tell_watch_of_change(record, row, changed, actor=actor)
    person, before = changed.get("assignee"), facts_of(row, changed)
    if person is not None:
        require_sees(person, record)
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    action = "workflows.task.reassigned" if set(changed) == {"assignee"} else "workflows.task.changed"
    note(record, action, actor=actor, before=before, after=facts_of(row, changed))
    if "assignee" in changed:
        tell_given(record, row, actor=actor)
    return row
