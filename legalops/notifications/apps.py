"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Telling people, and other systems."""

    name = "legalops.notifications"
    label = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        """Register background work."""
        from legalops.notifications import tasks  # noqa: F401
