"""Workflows, routing, service levels, task and document templates and the automation log in the console."""

from . import documents, log, routing, sla, tasks, workflows

__all__ = ["documents", "log", "routing", "sla", "tasks", "workflows"]
