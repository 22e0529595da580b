"""Workflows and their versions, runs of records through them, tasks, routing, SLA clocks."""

from .clock import Clock, Escalation, SlaPolicy
from .document import DocumentTemplate
from .log import ActionRun
from .routing import RoutingRule
from .run import Passage, Run, Tick
from .task import Task, TaskTemplate, TaskTemplateItem
from .workflow import Workflow, WorkflowVersion

__all__ = [
    "ActionRun",
    "Clock",
    "DocumentTemplate",
    "Escalation",
    "Passage",
    "RoutingRule",
    "Run",
    "SlaPolicy",
    "Task",
    "TaskTemplate",
    "TaskTemplateItem",
    "Tick",
    "Workflow",
    "WorkflowVersion",
]
