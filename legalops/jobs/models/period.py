"""Which period of which periodic job has been started."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.jobs.models.job import Job


class PeriodRun(models.Model):
    """One row per (name, period): inserting it is what earns the right to start the period's work."""

    name = models.CharField(_("name"), max_length=100)
    period = models.CharField(_("period"), max_length=40)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="period_runs")
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("period run")
        verbose_name_plural = _("period runs")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["name", "period"], name="period_started_once")]
        indexes = [models.Index(fields=["created_at"], name="period_run_age")]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"
