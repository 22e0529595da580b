"""The acts of uploading: which files came together, and those whose bytes the firm had sent before."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.enums import SubmissionState
from billing.models.submission import OfSubmissionQuerySet, Submission
from billing.querysets import SubmissionQuerySet
from vendors.models import Firm


class Upload(models.Model):
    """One upload of one or more files; `reference` is the `batch` of the rows that it made."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    firm = models.ForeignKey(Firm, models.CASCADE, related_name="+", db_index=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-uploaded_at", "-id"]
        indexes = [models.Index(fields=["firm", "-uploaded_at", "-id"], name="upload_newest")]

    def __str__(self) -> str:
        return f"{self.firm} {self.uploaded_at:%Y-%m-%d %H:%M}"


class RepeatedFile(models.Model):
    """A file whose bytes the firm had sent before: it counts once, and leads to the earlier submission."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="repeats")
    batch = models.UUIDField(_("upload"), db_index=True)
    file_name = models.CharField(_("file"), max_length=255)
    state_found = models.CharField(max_length=12, choices=SubmissionState)
    checked_again = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = OfSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("file sent again")
        verbose_name_plural = _("files sent again")
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.file_name
