from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The event ledger."""

    name = "legalops.audit"
    label = "audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        """Declare the console's own actions."""
        from legalops.audit import registry
        from legalops.audit.console import ACTIONS

        registry.register(ACTIONS)
