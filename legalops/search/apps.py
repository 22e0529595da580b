"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One index over the texts of all records."""

    name = "legalops.search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        """Register background work, and answer the search field."""
        from legalops.search import tasks, typeahead  # noqa: F401
        from legalops.web import palette

        palette.register_source(typeahead.groups)
