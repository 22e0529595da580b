"""Tasks and checklists: made, changed, given away, finished, cancelled, ticked off."""

from legalops.workflows.services.tasks.applying import applied_words, apply_template
from legalops.workflows.services.tasks.changing import cancel_task, edit_task, reassign_task
from legalops.workflows.services.tasks.finishing import set_task_done
from legalops.workflows.services.tasks.guards import (
    may_change,
    may_steer,
    require_may_change,
    require_may_steer,
)
from legalops.workflows.services.tasks.making import make_task
from legalops.workflows.services.tasks.placing import NewTask, make_tasks, place_tasks
from legalops.workflows.services.tasks.ticks import set_ticked

__all__ = [
    "NewTask",
    "applied_words",
    "apply_template",
    "cancel_task",
    "edit_task",
    "make_task",
    "make_tasks",
    "may_change",
    "may_steer",
    "place_tasks",
    "reassign_task",
    "require_may_change",
    "require_may_steer",
    "set_task_done",
    "set_ticked",
]
