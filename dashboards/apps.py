"""The dashboards app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    """Metrics, rollups, dashboards."""

    name = "dashboards"
    verbose_name = "Dashboards"

    def ready(self) -> None:
        """Fill the frame; register jobs and subscriptions."""
        from dashboards import panels, subscriptions, tasks  # noqa: F401  (importing tasks registers them)
        from dashboards.selectors import field_uses
        from legalops.api import scopes

        panels.register()
        field_uses.register()
        scopes.register(scopes.Area("dashboards", _("Metrics")))

        subscriptions.subscribe()
