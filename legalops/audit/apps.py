from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The event ledger."""

    name = "legalops.audit"
    label = "audit"
    verbose_name = "Audit"
