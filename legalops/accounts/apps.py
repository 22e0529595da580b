from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and teams."""

    name = "legalops.accounts"
    label = "accounts"
    verbose_name = "People and teams"
