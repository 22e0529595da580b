"""Words of saved views."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sharing(models.TextChoices):
    """Who uses a view besides its owner."""

    PRIVATE = "private", _("Only me")
    ROLES = "roles", _("People with certain roles")
    TEAMS = "teams", _("Certain teams")
    EVERYBODY = "everybody", _("Everybody in the department")


class RunState(models.TextChoices):
    """Where a bulk change stands."""

    DRAFT = "draft", _("Being put together")
    PREPARING = "preparing", _("Preparing the preview")
    READY = "ready", _("Preview")
    APPLYING = "applying", _("Changing")
    DONE = "done", _("Changed")
    UNDOING = "undoing", _("Undoing")
    UNDONE = "undone", _("Undone")


class ItemState(models.TextChoices):
    """What becomes of one row."""

    NEW = "new", _("Not looked at yet")
    PLANNED = "planned", _("Will change")
    SAME = "same", _("Already so")
    REFUSED = "refused", _("Refused")
    DONE = "done", _("Changed")
    MOVED = "moved", _("Changed by someone meanwhile")
    FAILED = "failed", _("Failed")
    UNDONE = "undone", _("Undone")
    KEPT = "kept", _("Not undone")


BUSY = frozenset({RunState.PREPARING, RunState.APPLYING, RunState.UNDOING})
# What can be looked at and tried again.
AGAIN = (ItemState.REFUSED, ItemState.MOVED, ItemState.FAILED)
