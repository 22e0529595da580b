"""Verbs of a matter's plan."""

from matters.services.planning.baselines import take_baseline
from matters.services.planning.blocks import Blocking, block_task, note_chaser, unblock_task
from matters.services.planning.changing import begin_task, edit_plan_task, set_dependencies
from matters.services.planning.guards import may_plan, require_may_plan
from matters.services.planning.links import Wait
from matters.services.planning.making import TaskPlan, add_phase, add_plan_task, make_plan
from matters.services.planning.moving import Move, MovePreview, move_task, preview_move

__all__ = [
    "Blocking",
    "Move",
    "MovePreview",
    "TaskPlan",
    "Wait",
    "add_phase",
    "add_plan_task",
    "begin_task",
    "block_task",
    "edit_plan_task",
    "make_plan",
    "may_plan",
    "move_task",
    "note_chaser",
    "preview_move",
    "require_may_plan",
    "set_dependencies",
    "take_baseline",
    "unblock_task",
]
