"""The approvals app."""

from django.apps import AppConfig

from legalops.audit import registry


class ApprovalsConfig(AppConfig):
    """Policies, steps, requests, delegation."""

    name = "legalops.approvals"
    label = "approvals"
    verbose_name = "Approvals"

    def ready(self) -> None:
        """Declare ledger actions."""
        from legalops.approvals.events import ACTIONS

        registry.register(ACTIONS)
