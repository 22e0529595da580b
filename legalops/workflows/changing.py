"""What can be changed of many tasks: whose they are, until when, whether they are done."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.approvals.selectors.colleagues import colleagues
from legalops.kernel.errors import DomainError
from legalops.lists.bulk.declaring import BulkRows, by_key
from legalops.lists.bulk.registry import Change, Values
from legalops.web import formats
from legalops.workflows.enums import Priority
from legalops.workflows.forms import CancelForm
from legalops.workflows.models import Task
from legalops.workflows.querysets import TaskQuerySet
from legalops.workflows.selectors.tasks import hours_of, record_of
from legalops.workflows.services.tasks import cancel_task, edit_task, reassign_task, set_task_done
from legalops.workflows.tables import TaskTable, url_of

_FURTHEST = 500


def _rows(user: User) -> TaskQuerySet:
    return Task.objects.visible_to(user).select_related("run", "assignee")


def bulk_rows(capability: frozenset[str]) -> BulkRows:
    """The rows of the list of tasks, for people who have any of these capabilities."""
    return BulkRows(TaskTable.id, capability, _rows, url_of)


def changes_of(rows: BulkRows) -> tuple[Change, ...]:
    """Each by the service that the task's own row calls: what it refuses is said in the preview."""
    return (_owner(rows), _due(rows), _shift(rows), _priority(rows), _finish(rows), _cancel(rows))


def _owner(rows: BulkRows) -> Change:
    def box(_user: User) -> forms.Field:
        return forms.ModelChoiceField(
            colleagues().order_by("full_name", "pk"),
            label=_("For"),
            required=False,
            empty_label=_("Nobody yet"),
            help_text=_("Tasks of records that the person does not see stay as they are."),
        )

    return rows.field(
        "workflows.task-owner",
        _("Who has it"),
        box,
        read=lambda task: str(task.assignee or _t("Nobody yet")),
        held=lambda task: task.assignee_id,
        write=lambda task, person, actor: reassign_task(record_of(task), task, person, actor=actor),
        found=by_key(User),
        icon="user-check",
        order=10,
    )


def _due(rows: BulkRows) -> Change:
    def box(_user: User) -> forms.Field:
        return forms.DateField(
            label=_("Due"),
            required=False,
            help_text=_("None takes the day away."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )

    def ask(user: User, data: Any) -> forms.Form:
        form = forms.Form(data)
        form.fields["due_on"] = box(user)
        return form

    return rows.change(
        "workflows.task-due",
        _("Due day"),
        form=ask,
        read=_due_words,
        holds=lambda task, values: task.due_on == values["due_on"],
        apply=lambda task, values, actor: _set_due(task, values["due_on"], actor),
        remember=_due_kept,
        restore=_due_back,
        icon="calendar-due",
        order=20,
    )


def _shift(rows: BulkRows) -> Change:
    def ask(_user: User, data: Any) -> forms.Form:
        form = forms.Form(data)
        form.fields["days"] = forms.IntegerField(
            label=_("By business days"),
            min_value=-_FURTHEST,
            max_value=_FURTHEST,
            help_text=_("Of each record's calendar; with a minus they become due earlier."),
        )
        return form

    def apply(task: Task, values: Values, actor: User) -> None:
        if task.due_on is None:
            raise DomainError("workflow.task_undated", _t("It has no due day to shift."))
        _set_due(task, hours_of(task.run).add_days(task.due_on, values["days"]), actor)

    return rows.change(
        "workflows.task-shift",
        _("Shift the due day"),
        form=ask,
        read=_due_words,
        apply=apply,
        remember=_due_kept,
        restore=_due_back,
        icon="calendar-stats",
        order=30,
    )


def _priority(rows: BulkRows) -> Change:
    return rows.field(
        "workflows.task-priority",
        _("Priority"),
        lambda _user: forms.TypedChoiceField(label=_("Priority"), choices=Priority, coerce=int),
        read=lambda task: task.get_priority_display(),
        held=lambda task: task.priority,
        write=lambda task, value, actor: edit_task(record_of(task), task, {"priority": value}, actor=actor),
        icon="arrows-sort",
        order=35,
    )


def _finish(rows: BulkRows) -> Change:
    return rows.change(
        "workflows.task-finish",
        _("Finish"),
        form=lambda _user, data: forms.Form(data),
        read=_state_words,
        holds=lambda task, _values: task.done_at is not None,
        apply=lambda task, _values, actor: set_task_done(record_of(task), task, True, actor=actor),
        remember=lambda _task, _values: True,
        restore=_reopen,
        icon="check",
        order=40,
    )


def _cancel(rows: BulkRows) -> Change:
    return rows.change(
        "workflows.task-cancel",
        _("Call off"),
        form=lambda _user, data: CancelForm(data),
        read=_state_words,
        holds=lambda task, _values: task.cancelled_at is not None,
        apply=lambda task, values, actor: cancel_task(
            record_of(task), task, reason=values["reason"], actor=actor
        ),
        remember=lambda _task, _values: True,
        restore=_reopen,
        icon="circle-x",
        order=50,
    )


def _set_due(task: Task, due_on: date | None, actor: User) -> None:
    edit_task(record_of(task), task, {"due_on": due_on}, actor=actor)


def _due_words(task: Task, _values: Values) -> str:
    return formats.day(task.due_on) if task.due_on else _t("No day")


def _due_kept(task: Task, _values: Values) -> str | None:
    return task.due_on.isoformat() if task.due_on else None


def _due_back(task: Task, memory: str | None, actor: User) -> None:
    _set_due(task, date.fromisoformat(memory) if memory else None, actor)


def _reopen(task: Task, _memory: Any, actor: User) -> None:
    set_task_done(record_of(task), task, False, actor=actor)


def _state_words(task: Task, _values: Values) -> str:
    if task.is_open:
        return _t("To be done")
    return _t("Finished") if task.done_at else _t("Called off")
