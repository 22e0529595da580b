"""Telling the app that watches tasks of a record."""

from collections.abc import Mapping
from typing import Any

from legalops.accounts.models import User
from legalops.workflows import registry
from legalops.workflows.models import Task


def tell_watch_of_change(record: Any, task: Task, changed: Mapping[str, Any], *, actor: User) -> None:
    """Before the change is written; what the watch refuses is raised as a DomainError."""
    if watch := registry.watch_of(task.run.record_type):
        watch.changing(record, task, changed, actor=actor)


def tell_watch_of_end(record: Any, task: Task, *, actor: User) -> None:
    """After the task was finished, called off or opened again."""
    if watch := registry.watch_of(task.run.record_type):
        watch.ended(record, task, actor=actor)
