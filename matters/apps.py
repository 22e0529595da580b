"""The matters app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from legalops.audit import registry


class MattersConfig(AppConfig):
    """Matters, teams, walls, budgets, key dates."""

    name = "matters"
    verbose_name = "Matters"

    def ready(self) -> None:
        """Declare ledger actions; install shipped types and stages wherever the schema is installed."""
        from matters.events import ACTIONS

        registry.register(ACTIONS)
        post_migrate.connect(_install, sender=self, dispatch_uid="matters.install")


def _install(**kwargs) -> None:
    from matters.services.reference import install_reference

    install_reference()
