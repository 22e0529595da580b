"""Tasks as a record type with custom fields: what rules, imports and reminders may name of them."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of
from legalops.fields import registry as fields
from legalops.fields.registry import uses_the_portal
from legalops.kernel import records
from legalops.kernel.errors import NotFound
from legalops.kernel.records import Choices, Field, FieldKind, RecordType
from legalops.workflows import registry
from legalops.workflows.enums import Priority
from legalops.workflows.models import Task

_WORKING = frozenset({can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL, can.MATTERS_EDIT, can.MATTERS_VIEW_ALL})


def register() -> None:
    """Called once, when the app is ready."""
    records.register(
        RecordType("task", _("Task"), _("Tasks"), Task, _fields(), address, sub_type="record_type")
    )
    fields.register(
        fields.Host(
            "task",
            lock=lock,
            may_edit=may_edit,
            is_outsider=_only_asks,
            live=lambda rows: rows.open(),
        )
    )


def record_of(task: Task) -> Any:
    """The record that the task is about."""
    return records.find(task.run.record_type).rows().get(pk=task.run.record_id)


def address(task: Task) -> str:
    """Tasks are shown on the page of their record."""
    return records.find(task.run.record_type).address(record_of(task))


def lock(task: Task, *, actor: Any) -> Task:
    """The present row, locked after its record. Raises NotFound when the actor may not see the record."""
    registry.host_of(task.run.record_type).lock(record_of(task), actor=actor)
    row = Task.objects.select_for_update(of=("self",)).select_related("run").filter(pk=task.pk).first()
    if row is None:
        raise NotFound("task.not_found", _now("There is no such task."))
    return row


def may_edit(user: Any, task: Task) -> bool:
    """Whoever has the task, and whoever may change the fields of its record."""
    if task.assignee_id == user.pk:
        return True
    hosts = {each.record_type: each for each in fields.hosts()}
    host = hosts.get(task.run.record_type)
    return host is not None and host.may_edit(user, record_of(task))


def _only_asks(user: Any) -> bool:
    """Outside counsel, requesters, and everyone else who works on nothing."""
    return uses_the_portal(user) or capabilities_of(user).isdisjoint(_WORKING)


def _fields() -> tuple[Field, ...]:
    kind = FieldKind
    return (
        Field("title", _("Task"), lookup="title"),
        Field("record_type", _("On"), kind.CHOICE, "run__record_type", choices=_record_types),
        Field("assignee", _("For"), kind.PERSON, "assignee_id"),
        Field("description", _("Description"), lookup="description"),
        Field("due_on", _("Due"), kind.DATE, "due_on"),
        Field("priority", _("Priority"), kind.CHOICE, read=_priority_of, choices=_priorities),
        Field("made_at", _("Made"), kind.MOMENT, "made_at"),
        Field("done_at", _("Done"), kind.MOMENT, "done_at"),
        Field("done_by", _("Done by"), kind.PERSON, "done_by_id"),
        Field("made_by", _("Made by"), kind.PERSON, "made_by_id"),
        Field("cancelled_at", _("Called off"), kind.MOMENT, "cancelled_at"),
    )


def _priority_of(task: Task) -> str:
    return str(task.priority)


def _priorities() -> Choices:
    return [(str(value), str(label)) for value, label in Priority.choices]


def _record_types() -> Choices:
    return [(code, str(records.find(code).label)) for code in registry.hosts()]
