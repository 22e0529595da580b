"""The automation log's app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AutomationConfig(AppConfig):
    """One log of everything that rules do."""

    name = "legalops.automation"
    label = "automation"
    verbose_name = _("Automation")

    def ready(self) -> None:
        """Register the work that keeps the log short."""
        from legalops.automation import tasks  # noqa: F401
