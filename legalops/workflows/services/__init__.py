"""The verbs of workflows. `start` and `move` are the doors that every record type uses."""

from legalops.workflows.services.moving import move, start

__all__ = ["move", "start"]
