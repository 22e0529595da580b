"""The calendars app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    """Business calendars."""

    name = "legalops.calendars"
    label = "calendars"
    verbose_name = _("Calendars")

    def ready(self) -> None:
        """Install the office's calendar with the schema; declare ledger actions."""
        from legalops.audit import registry
        from legalops.calendars import configuration

        configuration.register()
        registry.register(
            {
                "calendars.calendar.added": "added a business calendar",
                "calendars.calendar.changed": "changed a business calendar",
                "calendars.days.changed": "changed days of a business calendar",
            }
        )
        post_migrate.connect(_install, sender=self, dispatch_uid="calendars.install")


def _install(**kwargs) -> None:
    from legalops.calendars.services import install_default

    install_default()
