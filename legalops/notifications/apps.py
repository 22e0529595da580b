"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Telling people, and other systems."""

    name = "legalops.notifications"
    label = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        """Declare ledger actions and own kinds, register background work."""
        from legalops.audit import registry
        from legalops.notifications import kinds, tasks  # noqa: F401
        from legalops.notifications.events import ACTIONS

        registry.register(ACTIONS)
        kinds.register_own()
