"""The dashboards app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Metrics, rollups, dashboards."""

    name = "dashboards"
    verbose_name = "Dashboards"

    def ready(self) -> None:
        """Fill the frame; register jobs and subscriptions."""
        from dashboards import panels, subscriptions, tasks  # noqa: F401  (importing tasks registers them)

        panels.register()

        subscriptions.subscribe()
