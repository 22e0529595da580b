"""Fixed choices of a matter's log."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteKind(models.TextChoices):
    """What a note is about."""

    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    RESEARCH = "research", _("Research")
    STRATEGY = "strategy", _("Strategy")
    OTHER = "other", _("Other")
