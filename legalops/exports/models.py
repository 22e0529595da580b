"""Full exports that were asked for."""

import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.exports.querysets import FullExportQuerySet
from legalops.jobs.models import Job

KEPT_FOR = timedelta(days=7)


class FullExport(models.Model):
    """One archive of everything its person may see; the file is removed after KEPT_FOR."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("asked for"), default=timezone.now)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    problem = models.TextField(_("problem"), blank=True)

    objects = FullExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("full export")
        verbose_name_plural = _("full exports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"legalops-{self.created_at:%Y-%m-%d}-{self.pk}.zip"

    @property
    def path(self) -> Path:
        """Where the archive lies."""
        return Path(settings.DOCUMENT_ROOT) / "exports" / f"{self.uuid}.zip"

    @property
    def is_open(self) -> bool:
        """Whether it can still be downloaded."""
        return self.made_at is not None and timezone.now() < self.made_at + KEPT_FOR
