"""Imports and their rows."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.documents.models import Document
from legalops.imports.enums import BUSY, ImportState, Mode, Verdict
from legalops.imports.querysets import ImportQuerySet
from legalops.jobs.models import Job


class Import(models.Model):
    """One uploaded file on its way into the records. Changed only by `imports.services`."""

    kind = models.CharField(_("kind"), max_length=40)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("file"))
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.RECEIVED
    )
    mapping = models.JSONField(_("columns"), default=dict)  # column code: position in the file
    date_orders = models.JSONField(_("order of dates"), default=dict)  # column code: day_first or month_first
    mode = models.CharField(_("rows taken"), max_length=10, choices=Mode.choices, default=Mode.BOTH)
    whole = models.BooleanField(_("all rows or none"), default=False)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    problem = models.TextField(_("problem"), blank=True)
    correlation_id = models.UUIDField(_("correlation"), default=uuid.uuid4, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        indexes = [models.Index(fields=["created_by", "-id"], name="import_of_person")]

    def __str__(self) -> str:
        return self.document.original_name

    @property
    def is_busy(self) -> bool:
        """Whether a job works on it."""
        return self.state in BUSY


class ImportMapping(models.Model):
    """Which headings a person matched to which columns of a kind the last time."""

    kind = models.CharField(_("kind"), max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    headings = models.JSONField(_("headings"), default=dict)  # heading, casefolded: column code

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "user"], name="import_mapping_once")]

    def __str__(self) -> str:
        return self.kind


class ImportRow(models.Model):
    """One row of a file: what it holds, what it means, and what became of it."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"), default=list)  # as in the file, all columns
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    problems = models.JSONField(_("problems"), default=list)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    record_id = models.BigIntegerField(_("record"), null=True, blank=True)
    applied = models.BooleanField(_("imported"), default=False)
    undone = models.BooleanField(_("undone"), default=False)
    kept_because = models.TextField(_("not undone because"), blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["of", "verdict", "number"], name="import_row_verdict")]

    def __str__(self) -> str:
        return f"{self.of_id}: {self.number}"
