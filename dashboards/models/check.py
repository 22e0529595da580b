"""Results of the checks that compare rollups with facts."""

from django.db import models

from dashboards.querysets import DashboardQuerySet


class MetricCheck(models.Model):
    """One check: how many keys were compared and what differed. Drift has the target zero."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    keys = models.PositiveIntegerField()
    problems = models.JSONField(default=list)

    objects = DashboardQuerySet.as_manager()

    class Meta:
        ordering = ["-finished_at"]
        indexes = [models.Index(fields=["-finished_at"], name="metric_check_newest")]

    def __str__(self) -> str:
        return f"{self.finished_at}: {len(self.problems)} problems"

    @property
    def is_clean(self) -> bool:
        """No drift."""
        return not self.problems
