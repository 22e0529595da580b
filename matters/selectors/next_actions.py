"""The next action of matters as pages show it."""

from dataclasses import dataclass
from datetime import date

from legalops.accounts.models import User
from legalops.kernel import clock
from matters.models import NextAction


@dataclass(frozen=True, slots=True)
class Next:
    """What, by whom, until when: read from the task where it stands for one."""

    row: NextAction
    what: str
    owner: User
    due_on: date

    @property
    def late(self) -> bool:
        """Its day is past."""
        return self.due_on < clock.today()


def next_actions_of(matters: list[int]) -> dict[int, Next]:
    """By matter, in one query."""
    rows = NextAction.objects.filter(matter__in=matters, ended_at=None)
    return {row.matter_id: as_shown(row) for row in rows.select_related("task__assignee", "owner")}


def as_shown(row: NextAction) -> Next:
    """A row as pages show it."""
    task = row.task
    if task is None:
        return Next(row, row.what, row.owner, row.due_on)
    return Next(row, task.title, task.assignee or row.owner, task.due_on or row.due_on)
