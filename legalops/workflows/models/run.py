"""A record's way through a workflow."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.workflows.enums import StageCategory
from legalops.workflows.models.workflow import WorkflowVersion


class Run(models.Model):
    """One record on one version of a workflow. `visit` counts the stages entered so far."""

    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    version = models.ForeignKey(WorkflowVersion, models.PROTECT, related_name="runs")
    stage = models.CharField(_("stage"), max_length=60)
    stage_name = models.CharField(max_length=80)
    category = models.CharField(max_length=10, choices=StageCategory)
    visit = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    entered_at = models.DateTimeField(_("in this stage since"))
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id"], name="one_run_per_record")
        ]
        indexes = [models.Index(fields=["version", "stage"], name="run_by_version_stage")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}: {self.stage_name}"


class Passage(models.Model):
    """A stage was entered: who, when, why, and how long the record had been in the one before."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="passages")
    version = models.ForeignKey(WorkflowVersion, models.PROTECT, related_name="+")
    transition = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=80)
    from_stage = models.CharField(max_length=60, blank=True)
    from_name = models.CharField(max_length=80, blank=True)
    to_stage = models.CharField(max_length=60)
    to_name = models.CharField(max_length=80)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    occurred_at = models.DateTimeField()
    spent = models.DurationField(null=True, help_text=_("Time in the stage before."))

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["occurred_at", "id"]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.to_name}"


class Tick(models.Model):
    """A line of a stage's checklist is done, during one visit of that stage."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="ticks")
    visit = models.PositiveIntegerField()
    item = models.CharField(max_length=200)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "visit", "item"], name="tick_once_per_visit")]

    def __str__(self) -> str:
        return self.item
