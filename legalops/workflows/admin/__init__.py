"""Workflows, routing, service levels, task templates and the automation log in the console."""

from . import log, routing, sla, tasks, workflows

__all__ = ["log", "routing", "sla", "tasks", "workflows"]
