"""Kinds of keeping."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a run did."""

    BACKUP = "backup", _("Backup")
    RESTORE = "restore", _("Restore")
    LEDGER = "ledger", _("Walk of the ledger")
    DOCUMENTS = "documents", _("Check of stored files")
