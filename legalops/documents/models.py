"""The row of a stored file."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.access.querysets import ScopedQuerySet
from legalops.documents.enums import ScanStatus, TextProblem


class Document(models.Model):
    """One upload. Bytes lie under their SHA-256, so equal uploads share a file and a changed file is noticed.

    `Document.objects.visible_to` raises on purpose: who may see a file is known only to the app that owns
    the link to it, and that app serves it after its own check.
    """

    uuid = models.UUIDField(_("reference"), default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    media_type = models.CharField(_("type"), max_length=127, editable=False)
    original_name = models.CharField(_("name"), max_length=255, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    scan_status = models.CharField(
        _("scan"), max_length=12, choices=ScanStatus.choices, default=ScanStatus.NOT_SCANNED, editable=False
    )
    legal_hold = models.BooleanField(_("legal hold"), default=False)
    retain_until = models.DateField(_("keep until"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_sha256_form"),
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
        ]

    def __str__(self) -> str:
        return self.original_name


class StoredText(models.Model):
    """The text of one content, shared by all uploads of it. Derived: it can be read again from the bytes.

    `visible_to` raises as with documents. Pages are parted by form feeds; `cut` where there was more text
    than is kept. Either `text` or `problem` is set.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    pages = models.PositiveIntegerField(default=0)
    cut = models.BooleanField(default=False)
    problem = models.CharField(max_length=12, blank=True, choices=TextProblem)
    read_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a stored file")
        verbose_name_plural = _("texts of stored files")

    def __str__(self) -> str:
        return f"{self.sha256[:12]}: {self.get_problem_display() or self.pages}"
