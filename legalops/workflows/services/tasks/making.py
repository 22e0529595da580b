"""Tasks made by hand."""

from datetime import date
from typing import Any

from django.db import transaction

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import clock
from legalops.workflows.enums import Priority
from legalops.workflows.models import Task
from legalops.workflows.services.moving import adopt
from legalops.workflows.services.tasks.guards import locked_record, require_may_steer, require_sees
from legalops.workflows.services.tasks.telling import tell_given
from legalops.workflows.services.tasks.words import read_title


@transaction.atomic
def make_task(
    record: Any,
    *,
    title: str,
    person: User | None = None,
    due_on: date | None = None,
    description: str = "",
    priority: int = Priority.NORMAL,
    actor: User,
) -> Task:
    """Put a task on a record, for somebody who sees it or for nobody yet; its new owner is told.

    Raises NotFound when the actor may not see the record, NotAllowed when they may not edit it, DomainError
    for an empty title (field "title") or somebody who does not see the record (field "person").
    """
    current = locked_record(record, actor=actor)
    require_may_steer(current, actor=actor)
    if person is not None:
        require_sees(person, current)
    task = Task.objects.create(
        run=adopt(current),
        title=read_title(title),
        description=description.strip(),
        assignee=person,
        due_on=due_on,
        priority=priority,
        made_at=clock.now(),
        made_by=actor,
    )
    after = {"task": task.title, "for": str(person or ""), "due": due_on}
    if priority != Priority.NORMAL:
        after["priority"] = str(Priority(priority).label)
    note(current, "workflows.task.made", actor=actor, after=after)
    tell_given(current, task, actor=actor)
    return task
