"""The access app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """Roles, capabilities, authority limits and scoped querysets."""

    name = "legalops.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        """Install the shipped roles wherever the schema is installed; keep the last administrator."""
        from legalops.access.administrators import refuse_last_administrator
        from legalops.accounts.guards import guard_deactivation

        guard_deactivation(refuse_last_administrator)
        post_migrate.connect(_install, sender=self, dispatch_uid="access.install")


def _install(**kwargs) -> None:
    from legalops.access.shipped import install_shipped_roles

    install_shipped_roles()
