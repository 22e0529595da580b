"""A piece of background work."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.jobs.enums import FINISHED, JobState
from legalops.jobs.querysets import JobQuerySet


class Job(models.Model):
    """What to do, with which ids, how far it is, and how it ended. Changed only by `jobs.services`."""

    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(_("key"), max_length=200, blank=True)
    args = models.JSONField(_("arguments"), default=dict)
    queue = models.CharField(_("queue"), max_length=50, default="default")
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    repeat = models.BooleanField(_("asked for again while running"), default=False)

    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("most attempts"), default=5)
    run_after = models.DateTimeField(_("not before"), null=True, blank=True)
    wake_at = models.DateTimeField(_("wake again at"), default=timezone.now)
    lease_token = models.UUIDField(_("lease"), null=True, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)

    progress_done = models.PositiveIntegerField(_("done"), default=0)
    progress_total = models.PositiveIntegerField(_("of"), default=0)
    progress_text = models.CharField(_("doing"), max_length=200, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True, encoder=DjangoJSONEncoder)
    error = models.TextField(_("problem"), blank=True)
    error_detail = models.TextField(_("problem in detail"), blank=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    correlation_id = models.UUIDField(_("correlation"), default=uuid.uuid4)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["name", "key"], condition=~Q(key=""), name="job_once_per_key"),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_token__isnull=True, lease_until__isnull=True)),
                name="job_lease_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | (~Q(state__in=FINISHED) & Q(finished_at__isnull=True)),
                name="job_finished_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["wake_at"], condition=Q(state=JobState.QUEUED), name="job_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state=JobState.RUNNING), name="job_leases"),
            models.Index(fields=["created_by", "-id"], name="job_of_person"),
            models.Index(fields=["finished_at"], condition=Q(finished_at__isnull=False), name="job_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def is_finished(self) -> bool:
        """Nothing more will happen by itself."""
        return self.state in FINISHED

    @property
    def percent(self) -> int | None:
        """Share done in whole per cent, or None while the size of the work is unknown."""
        if self.state == JobState.DONE:
            return 100
        if not self.progress_total:
            return None
        return min(100, self.progress_done * 100 // self.progress_total)
