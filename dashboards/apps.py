"""The dashboards app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Metrics, rollups, dashboards."""

    name = "dashboards"
    verbose_name = "Dashboards"

    def ready(self) -> None:
        """Register jobs and subscriptions."""
        from dashboards import subscriptions, tasks  # noqa: F401  (importing tasks registers them)

        subscriptions.subscribe()
