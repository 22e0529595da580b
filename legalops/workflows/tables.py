"""Tasks across records as a table: finished and given away in place."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.web import formats, markup
from legalops.web.tables import Address, Column, EmptyState, Table
from legalops.workflows.enums import Priority
from legalops.workflows.models import Task

url_of = Address("workflows:task_record", "pk")


@dataclass(frozen=True)
class Shown(Column):
    """A column of markup, with the plain value for exports at a path."""

    exported: str = ""

    def plain(self, row: Any) -> Any:
        """What an export says."""
        value = getattr(row, self.exported)
        return value() if callable(value) else value

    def __hash__(self) -> int:
        return hash(self.key)


def _button(row: Task) -> SafeString:
    words = _t("Finish: %s") if row.is_open else _t("Reopen: %s")
    return format_html(
        '<button class="btn btn-small btn-square" name="done" value="{}" formaction="{}" aria-pressed="{}"'
        ' aria-label="{}" data-row-key="d" data-key-label="{}">{}</button>',
        "1" if row.is_open else "",
        reverse("workflows:task_done", args=[row.pk]),
        "true" if row.done_at else "false",
        words % row.title,
        _t("Finish or reopen"),
        markup.icon("check" if row.done_at else "x") if not row.is_open else "",
    )


def _due(row: Task) -> SafeString | None:
    if row.due_on is None:
        return None
    if row.is_late:
        return markup.status(_t("Overdue, %s") % formats.day_exact_relative(row.due_on), "bad")
    return markup.day(row.due_on, relative=True)


def _priority(row: Task) -> SafeString | str:
    words = row.get_priority_display()
    return markup.status(words, "warn") if row.priority == Priority.HIGH and row.is_open else words


def _assignee(row: Task) -> SafeString:
    name = row.assignee or markup.status(_t("Unassigned"), "warn")
    if not row.is_open:
        return format_html("{}", name)
    address = reverse("workflows:task_assign", args=[row.pk])
    return format_html(
        '<a href="{}" hx-get="{}" hx-target="#form-dialog-body" hx-swap="innerHTML" data-dialog="form-dialog"'
        ' data-row-key="a" data-key-label="{}" title="{}">{}</a>',
        address, address, _t("Give it to somebody else"), _t("Give it to somebody else"), name,
    )  # fmt: skip


class TaskTable(Table):
    """What there is to do, the most overdue first."""

    id = "task-rows"
    noun = _("tasks")
    noun_one = _("task")
    default_sort = "due"
    selectable = True
    empty = EmptyState(
        _("Nothing to do here"),
        _("Stages of a workflow make tasks; others are added on the page of a matter or a request."),
        icon="clipboard-list",
    )
    row_url = url_of
    columns = (
        Shown("done", _("Done"), value=_button, exported="done_at", fixed=True),
        Column("task", _("Task"), "link", value="title", sort="title", href=url_of, fixed=True),
        Shown("due", _("Due"), value=_due, sort="due_on", nullable=True, exported="due_on"),
        Shown("priority", _("Priority"), value=_priority, sort="priority", exported="get_priority_display"),
        Column("record", _("On"), value="record", sort="record", href=url_of),
        Shown(
            "assignee", _("For"), value=_assignee, sort="assignee__full_name",
            nullable=True, exported="assignee",
        ),
        Column("made", _("Made"), "date", value="made_at", sort="made_at", default=False),
        Column(
            "done_at", _("Finished"), "date", value="done_at", sort="done_at", nullable=True, default=False
        ),
        Column("done_by", _("Finished by"), value="done_by__full_name", default=False),
        Column("description", _("Description"), default=False),
        Column("made_by", _("Made by"), value="made_by__full_name", default=False),
        Column(
            "cancelled_at",
            _("Called off"), "date", value="cancelled_at", sort="cancelled_at", nullable=True, default=False,
        ),
        Column("cancel_reason", _("Why it was called off"), default=False),
    )  # fmt: skip
