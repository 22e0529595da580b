"""What every verb of tasks asks before it changes one."""

from typing import Any

from django.utils.translation import gettext as _

from legalops.access.glass import without_glass
from legalops.accounts.models import User
from legalops.fields import registry as fields
from legalops.kernel import records
from legalops.kernel.errors import Conflict, DomainError, NotAllowed
from legalops.web.nav import is_firm_user
from legalops.workflows import registry
from legalops.workflows.models import Task


def may_steer(record: Any, person: User) -> bool:
    """Whether the person may make, edit and cancel tasks of the record: they may edit it."""
    return person.is_system or fields.host_of(records.type_of(record).code).may_edit(person, record)


def may_change(record: Any, task: Task, person: User) -> bool:
    """Whether the person may finish the task or give it away: it is theirs, or they may edit its record."""
    return task.assignee_id == person.pk or may_steer(record, person)


def require_may_steer(record: Any, *, actor: User) -> None:
    """Raises NotAllowed for who may not edit the record."""
    if not may_steer(record, actor):
        message = _("Tasks are made, changed and called off by those who may edit the record.")
        raise NotAllowed("workflow.not_your_record", message)


def require_may_change(record: Any, task: Task, *, actor: User) -> None:
    """Raises NotAllowed for a task that is somebody else's business."""
    if not may_change(record, task, actor):
        message = _("“%s” is for whoever has it, and for those who may edit its record.")
        raise NotAllowed("workflow.not_your_task", message % task.title)


def require_sees(person: User, record: Any) -> None:
    """Raises DomainError (field "person") for somebody who is gone or does not see the record."""
    seen = records.type_of(record).rows().visible_to(without_glass(person)).filter(pk=record.pk)
    if not person.is_active or is_firm_user(person) or not seen.exists():
        message = _("%s does not see this record. Choose somebody who does.")
        raise DomainError("workflow.task_unseen", message % person, field="person")


def require_open(task: Task) -> None:
    """Raises Conflict for a task that has ended."""
    if task.cancelled_at is not None:
        raise Conflict("workflow.task_cancelled", _("It is called off. Reopen it first."))
    if task.done_at is not None:
        raise Conflict("workflow.task_done", _("It is finished. Reopen it first."))


def locked_record(record: Any, *, actor: User) -> Any:
    """The record's present row, locked. Raises NotFound when the actor may not see it."""
    return registry.host_of(records.type_of(record).code).lock(record, actor=actor)


def locked_task(task: Task) -> Task:
    """The task's present row, locked after its record."""
    rows = Task.objects.select_for_update(of=("self",)).select_related("assignee", "run")
    return rows.get(pk=task.pk)
