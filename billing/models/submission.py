"""An uploaded file and the problems found in it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.enums import Severity, SubmissionState
from billing.ledes.retelling import retold
from billing.querysets import SubmissionQuerySet
from billing.review.retelling import is_rule
from billing.review.retelling import retold as retold_rule
from legalops.access.querysets import ScopedQuerySet
from legalops.documents.models import Document
from vendors.models import Firm


class Submission(models.Model):
    """One LEDES file of one firm. The same bytes twice are one submission."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="submissions")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, editable=False)
    file_name = models.CharField(_("file"), max_length=255)
    batch = models.UUIDField(_("upload"), default=uuid.uuid4, db_index=True, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=SubmissionState, default=SubmissionState.RECEIVED, editable=False
    )
    format = models.CharField(_("format"), max_length=20, blank=True, editable=False)
    # Version of the vectorised reader that passed these bytes; blank where the exact reader judged them.
    passed_by = models.CharField(max_length=10, blank=True, editable=False)
    auto_submit = models.BooleanField(default=False, editable=False)
    summary = models.JSONField(default=list, blank=True, editable=False)
    error_count = models.PositiveIntegerField(default=0, editable=False)
    warning_count = models.PositiveIntegerField(default=0, editable=False)
    failure = models.TextField(blank=True, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["firm", "sha256"], name="same_file_once_per_firm"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(submitted_by__isnull=False),
                name="submitted_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["firm", "-uploaded_at", "-id"], name="submission_newest")]

    def __str__(self) -> str:
        return self.file_name


class OfSubmissionQuerySet(ScopedQuerySet):
    """Seen by whoever sees the submission."""

    def visible_to(self, user):
        """Through the submission."""
        return self.filter(submission__in=Submission.objects.visible_to(user).values("pk"))


class SubmissionProblem(models.Model):
    """A problem in the file: where it is, what it is and how to mend it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="problems")
    position = models.PositiveIntegerField()
    severity = models.CharField(max_length=10, choices=Severity)
    code = models.CharField(max_length=10)
    line = models.PositiveIntegerField(_("line"), null=True)
    field = models.CharField(_("field"), max_length=60, blank=True)
    value = models.CharField(_("value"), max_length=200, blank=True)
    message = models.TextField(_("what is wrong"))
    mend = models.TextField(_("how to mend it"), blank=True)

    objects = OfSubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="problem_position_once")
        ]

    @property
    def message_told(self) -> str:
        """What is wrong, in the reader's language where its words are the product's."""
        if is_rule(self.code):
            return retold_rule(self.code, self.message, gettext)
        return retold(self.code, self.message, gettext)

    @property
    def mend_told(self) -> str:
        """How to mend it, in the reader's language where its words are the product's."""
        return retold(self.code, self.mend, gettext)

    @property
    def field_told(self) -> str:
        """The field of the file, which keeps its name, or the guideline in the reader's language."""
        return gettext(self.field) if self.field else ""

    def __str__(self) -> str:
        return f"{self.code} line {self.line}: {self.message}"


class RefusedUpload(models.Model):
    """A file that was not taken in at all: empty, binary, too large, or damaged. Only its name is kept."""

    firm = models.ForeignKey(Firm, models.CASCADE, related_name="+")
    batch = models.UUIDField(_("upload"), db_index=True)
    file_name = models.CharField(_("file"), max_length=255)
    code = models.CharField(max_length=60)
    message = models.TextField(_("why"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("refused upload")
        verbose_name_plural = _("refused uploads")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.file_name
