"""Notifications in the console: reminder rules, webhooks, words of e-mail, what went out."""

from legalops.notifications.admin import deliveries, reminders, webhooks, wordings

__all__ = ["deliveries", "reminders", "webhooks", "wordings"]
