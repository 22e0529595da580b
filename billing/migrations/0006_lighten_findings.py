"""Three indexes of seven go: one repeats the unique constraint, two hold hardly anything but nulls."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0005_remember_who_passed_a_file"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="reviewfinding",
            name="decided_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="reviewfinding",
            name="dismissal_reason",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="billing.reasoncode",
            ),
        ),
        migrations.AlterField(
            model_name="reviewfinding",
            name="invoice",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="billing.invoice",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewfinding",
            index=models.Index(
                condition=models.Q(("decided_by__isnull", False)),
                fields=["decided_by"],
                name="finding_decided_by",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewfinding",
            index=models.Index(
                condition=models.Q(("dismissal_reason__isnull", False)),
                fields=["dismissal_reason"],
                name="finding_dismissal_reason",
            ),
        ),
    ]
