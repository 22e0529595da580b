"""Words of stored files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanStatus(models.TextChoices):
    """What a malware scanner said."""

    NOT_SCANNED = "NOT_SCANNED", _("Not scanned")
    CLEAN = "CLEAN", _("Clean")
    INFECTED = "INFECTED", _("Infected")


class TextProblem(models.TextChoices):
    """Why nothing was read of a file, in a sentence."""

    OTHER_KIND = "other_kind", _("Files of this kind hold no text that can be read here.")
    NO_TEXT = "no_text", _("No text found: it is probably a scan.")
    PASSWORD = "password", _("A password protects it, so its text cannot be read.")
    DAMAGED = "damaged", _("It is damaged, so its text cannot be read.")
    TOO_LARGE = "too_large", _("It is too large or too involved for its text to be read.")
