"""States and choices of an import."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    """How far an import is."""

    RECEIVED = "received", _("Columns to match")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")
    FAILED = "failed", _("Stopped")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


BUSY = frozenset({ImportState.CHECKING, ImportState.IMPORTING, ImportState.UNDOING})


class Mode(TextChoices):
    """Which rows are taken."""

    BOTH = "both", _("Add new ones and update those that exist")
    NEW = "new", _("Only add new ones")
    UPDATE = "update", _("Only update those that exist")


class Verdict(TextChoices):
    """What a row means for the records that exist."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    SKIPPED = "skipped", _("Left out")
    WRONG = "wrong", _("Wrong")


TAKEN = (Verdict.NEW, Verdict.CHANGED)
