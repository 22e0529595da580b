"""The tasks of a record on its page."""

from typing import Any

from django import template

from legalops.workflows.models import Task
from legalops.workflows.selectors.task_panel import TaskPanel

register = template.Library()


@register.inclusion_tag("workflows/task_panel.html", takes_context=True)
def tasks_of(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """The card of tasks; nothing for people who see no tasks of the record."""
    request = context["request"]
    panel = TaskPanel(record, request.user)
    return {"panel": panel, "request": request, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def may_change(task: Task, panel: TaskPanel) -> bool:
    """Whether the person may finish the task or give it away."""
    return panel.may_change(task)
