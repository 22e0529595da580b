"""The notifications app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Telling people, and other systems."""

    name = "legalops.notifications"
    label = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        """Declare ledger actions and own kinds, register background work."""
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.automation import registry as automation
        from legalops.notifications import configuration, field_uses, kinds, tasks  # noqa: F401
        from legalops.notifications.events import ACTIONS
        from legalops.notifications.services.reminding.running import run_again

        registry.register(ACTIONS)
        automation.register_replay("reminder", run_again)
        kinds.register_own()
        configuration.register()
        field_uses.register()
        scopes.register(scopes.Area("notifications", _("Own notifications")))
        scopes.register(scopes.Area("reminders", _("Reminder rules")))
        scopes.register(scopes.Area("webhooks", _("Webhooks")))
        _hang_up_the_bell()


def _hang_up_the_bell() -> None:
    from legalops.notifications.selectors.inbox import unread_count
    from legalops.web import nav

    nav.register_bell(nav.NavItem(_("Notifications"), "bell", "notifications:list", "", unread_count))
