"""Notifications, reminders and webhooks over the REST API."""
