from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Metrics, rollups, dashboards."""

    name = "dashboards"
    verbose_name = "Dashboards"
