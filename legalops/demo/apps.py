from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Demo data."""

    name = "legalops.demo"
    label = "demo"
    verbose_name = "Demo data"
