"""Values of stock metrics as of the end of a day."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from dashboards.querysets import DashboardQuerySet


class MetricSnapshot(models.Model):
    """One metric on one day for one slice; running the night again replaces it.

    Slices name a matter ("matter:12"), so that a reader is shown only the matters they may see.
    """

    metric = models.CharField(max_length=30)
    definition_version = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    slice = models.CharField(max_length=40, blank=True)
    count = models.BigIntegerField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    computed_at = models.DateTimeField()

    objects = DashboardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "definition_version", "as_of", "slice"], name="metric_snapshot_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.as_of}"
