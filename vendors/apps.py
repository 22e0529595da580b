"""The vendors app."""

from django.apps import AppConfig

from legalops.audit import registry


class VendorsConfig(AppConfig):
    """Firms, timekeepers, rates."""

    name = "vendors"
    verbose_name = "Vendors"

    def ready(self) -> None:
        """Declare ledger actions."""
        from vendors.events import ACTIONS

        registry.register(ACTIONS)
