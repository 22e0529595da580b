"""A task's facts as the ledger tells them."""

from typing import Any

from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError
from legalops.workflows.enums import Priority
from legalops.workflows.models import Task

# The ledger's word for each field that people change.
FACTS = {
    "title": "task", "description": "details", "due_on": "due", "priority": "priority", "assignee": "for",
}  # fmt: skip


def read_title(text: str) -> str:
    """The title without needless blanks. Raises DomainError (field "title") when nothing is left."""
    title = " ".join(text.split())
    if not title:
        raise DomainError("workflow.task_untitled", _("Say what is to be done."), field="title")
    return title


def facts_of(task: Task, changed: Any) -> dict[str, Any]:
    """The task's title, and its present values of the fields that change."""
    found = {FACTS[name]: _plain(getattr(task, name)) for name in FACTS if name in changed}
    if "priority" in found:
        found["priority"] = str(Priority(task.priority).label)
    return {"task": task.title} | found


def _plain(value: Any) -> Any:
    return value if value is None or hasattr(value, "isoformat") else str(value)
