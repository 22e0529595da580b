"""Savings by reason and rule; snapshots kept by matter, so that they can be shown to those who see it."""

from decimal import Decimal

from django.db import migrations, models

_BASIS = [("invoice", "Invoice date"), ("work", "Work date")]
_KIND = [("fee", "Fees"), ("expense", "Expenses")]
_SLICES = [
    ("type", "Matter type"),
    ("firm", "Firm"),
    ("phase", "Phase"),
    ("reason", "Reason"),
    ("rule", "Rule"),
]


def _money():
    return models.DecimalField(decimal_places=2, default=Decimal(0), max_digits=20)


class Migration(migrations.Migration):
    """The old snapshots were never written, so their table is made anew."""

    dependencies = [("dashboards", "0002_dirty_marks")]

    operations = [
        migrations.CreateModel(
            name="MatterSavings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("basis", models.CharField(choices=_BASIS, max_length=7)),
                ("month", models.DateField()),
                ("kind", models.CharField(choices=_KIND, max_length=7)),
                ("billed", _money()),
                ("reduction", _money()),
                ("hours", models.DecimalField(decimal_places=4, default=Decimal(0), max_digits=20)),
                ("lines", models.BigIntegerField(default=0)),
                ("matter_id", models.BigIntegerField()),
                ("firm_id", models.BigIntegerField()),
                ("phase", models.CharField(blank=True, max_length=10)),
                ("reason_id", models.BigIntegerField()),
                ("rule", models.CharField(blank=True, max_length=10)),
            ],
        ),
        migrations.AddConstraint(
            "MatterSavings",
            models.UniqueConstraint(
                fields=("matter_id", "basis", "month", "firm_id", "reason_id", "rule", "phase", "kind"),
                name="matter_savings_key",
            ),
        ),
        migrations.AddIndex(
            "MatterSavings", models.Index(fields=["basis", "month"], name="matter_savings_month")
        ),
        migrations.AlterField("DirtySlice", "family", models.CharField(max_length=6)),
        migrations.AlterField("SliceSpend", "family", models.CharField(choices=_SLICES, max_length=6)),
        migrations.DeleteModel("MetricSnapshot"),
        migrations.CreateModel(
            name="MetricSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("metric", models.CharField(max_length=30)),
                ("definition_version", models.PositiveSmallIntegerField()),
                ("as_of", models.DateField()),
                ("matter_id", models.BigIntegerField(null=True)),
                ("firm_id", models.BigIntegerField()),
                ("state", models.CharField(max_length=20)),
                ("count", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=20)),
                ("computed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            "MetricSnapshot",
            models.UniqueConstraint(
                fields=("metric", "definition_version", "as_of", "matter_id", "firm_id", "state"),
                name="metric_snapshot_key",
                nulls_distinct=False,
            ),
        ),
        # Undone first: the older, shorter column cannot hold the new families.
        migrations.RunSQL(
            migrations.RunSQL.noop,
            "DELETE FROM dashboards_slicespend WHERE family IN ('reason', 'rule');"
            "DELETE FROM dashboards_dirtyslice WHERE family IN ('reason', 'rule')",
        ),
    ]
