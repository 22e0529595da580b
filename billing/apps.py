"""The billing app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from legalops.audit import registry


class BillingConfig(AppConfig):
    """Invoices from upload to accounts payable."""

    name = "billing"
    verbose_name = "Billing"

    def ready(self) -> None:
        """Declare ledger actions; install shipped reference data wherever the schema is installed."""
        from billing.events import ACTIONS

        registry.register(ACTIONS)
        post_migrate.connect(_install, sender=self, dispatch_uid="billing.install")


def _install(**kwargs) -> None:
    from billing.services.reference import install_reference

    install_reference()
