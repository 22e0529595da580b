from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The event ledger."""

    name = "legalops.audit"
    label = "audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        """Declare the actions of the packages below and of the console, and record what they report."""
        from legalops.audit import registry
        from legalops.audit.console import ACTIONS
        from legalops.audit.services import record
        from legalops.kernel import ledger

        registry.register(ACTIONS)
        ledger.register(record)
