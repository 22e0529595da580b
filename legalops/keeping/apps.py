"""The keeping app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    """Backups, and proof that what is stored is whole."""

    name = "legalops.keeping"
    label = "keeping"
    verbose_name = _("Keeping")

    def ready(self) -> None:
        """Declare what the ledger hears of, and follow who verifies what."""
        from legalops.audit import registry
        from legalops.keeping import subscriptions, tasks  # noqa: F401  (tasks register themselves)

        subscriptions.register()
        registry.register(
            {
                "keeping.backup.done": "made a backup",
                "keeping.restore.done": "restored a backup",
                "keeping.ledger.done": "found the ledger damaged",
                "keeping.documents.done": "found stored files damaged",
            }
        )
