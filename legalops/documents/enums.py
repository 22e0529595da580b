"""Words of stored files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanStatus(models.TextChoices):
    """What a malware scanner said."""

    NOT_SCANNED = "NOT_SCANNED", _("Not scanned")
    CLEAN = "CLEAN", _("Clean")
    INFECTED = "INFECTED", _("Infected")
