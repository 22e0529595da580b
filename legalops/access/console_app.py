"""Django's admin application with our site."""

from django.contrib.admin.apps import AdminConfig


class ConsoleConfig(AdminConfig):
    """The console."""

    default_site = "legalops.access.console.ConsoleSite"
