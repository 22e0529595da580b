"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One index over the texts of all records."""

    name = "legalops.search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        """Register background work."""
        from legalops.search import tasks  # noqa: F401
