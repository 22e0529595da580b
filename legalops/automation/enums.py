"""Kinds of automation, and how it came out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What did something by itself."""

    ENTRY_ACTION = "entry_action", _("Action on entering a stage")
    ROUTING = "routing", _("Routing")
    REMINDER = "reminder", _("Reminder rule")


class Outcome(models.TextChoices):
    """How a run came out."""

    DONE = "done", _("Done")
    NOTHING = "nothing", _("Nothing to do")
    FAILED = "failed", _("Failed")
