from django.apps import AppConfig


class FxConfig(AppConfig):
    """Exchange rates."""

    name = "legalops.fx"
    label = "fx"
    verbose_name = "Exchange rates"
