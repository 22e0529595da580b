"""A matter's journal: written, corrected beside what stood before, never overwritten."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matters.log_enums import NoteKind
from matters.models.matter import Matter
from matters.querysets import LogQuerySet

LONGEST = 10_000


class Note(models.Model):
    """An entry of the journal. One that was struck out stays, with who struck it and why."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="journal")
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind)
    occurred_on = models.DateField(_("on"))
    text = models.TextField(_("text"), validators=[MaxLengthValidator(LONGEST)])
    privileged = models.BooleanField(_("privileged"), default=False)
    pinned = models.BooleanField(_("pinned"), default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))
    version = models.PositiveIntegerField(_("version"), default=1)
    struck_at = models.DateTimeField(_("struck out"), null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    strike_reason = models.CharField(_("why it was struck out"), max_length=500, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-occurred_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, strike_reason="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason=""),
                name="note_struck_whole",
            )
        ]
        indexes = [models.Index(fields=["matter", "-occurred_on", "-id"], name="note_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.occurred_on}"


class NoteVersion(models.Model):
    """What a note said until it was corrected."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="earlier")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind)
    occurred_on = models.DateField(_("on"))
    text = models.TextField(_("text"))
    privileged = models.BooleanField(_("privileged"))
    until = models.DateTimeField(_("stood until"))

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier text of a note")
        verbose_name_plural = _("earlier texts of notes")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="note_version_once")]

    def __str__(self) -> str:
        return f"{self.note_id} v{self.version}"
