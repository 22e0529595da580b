"""Values of stock metrics as of the end of a day."""

from django.db import models

from dashboards.querysets import SnapshotQuerySet


class MetricSnapshot(models.Model):
    """One metric at the end of one day for one matter, firm and state; running the night again replaces it.

    Kept by matter, so that a reader is shown only the matters they may see; without a matter it counts
    invoices that were not matched yet. `amount` is in base currency without tax.
    """

    metric = models.CharField(max_length=30)
    definition_version = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    matter_id = models.BigIntegerField(null=True)
    firm_id = models.BigIntegerField()
    state = models.CharField(max_length=20)
    count = models.BigIntegerField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    computed_at = models.DateTimeField()

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "definition_version", "as_of", "matter_id", "firm_id", "state"],
                name="metric_snapshot_key",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.as_of}"
