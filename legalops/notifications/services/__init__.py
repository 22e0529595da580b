"""Verbs of notifications."""

from legalops.notifications.services.notifying import notify

__all__ = ["notify"]
