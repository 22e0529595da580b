"""The vendors app."""

from django.apps import AppConfig

from legalops.audit import registry


class VendorsConfig(AppConfig):
    """Firms, timekeepers, rates."""

    name = "vendors"
    verbose_name = "Vendors"

    def ready(self) -> None:
        """Fill the frame and declare ledger actions."""
        from vendors import panels
        from vendors.events import ACTIONS

        panels.register()

        registry.register(ACTIONS)
