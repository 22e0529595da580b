"""A file on a record, and its versions."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.documents.models import Document
from legalops.files.querysets import FileQuerySet, FileVersionQuerySet


class File(models.Model):
    """What a record holds under a name. Removed ones stay as rows, and their bytes stay stored."""

    reference = models.UUIDField(_("reference"), default=uuid.uuid4, unique=True, editable=False)
    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    name = models.CharField(_("name"), max_length=255)
    folder = models.CharField(_("folder"), max_length=80, blank=True)
    privileged = models.BooleanField(
        _("privileged"), default=False, help_text=_("Legal advice or work product: not to be passed on.")
    )
    shared = models.BooleanField(_("shared with the requester"), default=False)
    current = models.ForeignKey("FileVersion", models.PROTECT, null=True, related_name="+", editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    # What an automatic step made is made once, however often the step runs.
    key = models.CharField(max_length=160, null=True, unique=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    removal_reason = models.TextField(blank=True, editable=False)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["folder", "name", "id"]
        indexes = [models.Index(fields=["record_type", "record_id", "folder", "name"], name="file_of_record")]

    def __str__(self) -> str:
        return self.name


class FileVersion(models.Model):
    """One upload of a file; the number counts from 1 and none is ever changed or taken away."""

    file = models.ForeignKey(File, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    note = models.CharField(_("what is new"), max_length=300, blank=True)

    objects = FileVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a file")
        verbose_name_plural = _("versions of files")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="file_version_once")]
        indexes = [models.Index(fields=["document"], name="file_version_document")]

    def __str__(self) -> str:
        return f"{self.document.original_name} ({self.number})"
