"""Workflows, routing, service levels, task and document templates in the console."""

from . import documents, routing, sla, tasks, workflows

__all__ = ["documents", "routing", "sla", "tasks", "workflows"]
