"""Each upload has a row, made for earlier ones of what they brought; files sent again are kept."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

_EARLIER_UPLOADS = """
INSERT INTO billing_upload (reference, firm_id, uploaded_by_id, uploaded_at)
SELECT DISTINCT ON (batch) batch, firm_id, uploaded_by_id, uploaded_at FROM (
    SELECT batch, firm_id, uploaded_by_id, uploaded_at FROM billing_submission
    UNION ALL SELECT batch, firm_id, uploaded_by_id, uploaded_at FROM billing_refusedupload
) brought ORDER BY batch, uploaded_at
"""


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0007_check_findings_at_once"),
        ("vendors", "0003_firms_that_send_tax_invoices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RepeatedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.UUIDField(db_index=True, verbose_name="upload")),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                (
                    "state_found",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("checking", "Being checked"),
                            ("refused", "Needs correction"),
                            ("ready", "Checked, ready to submit"),
                            ("submitted", "Submitted"),
                            ("importing", "Being processed"),
                            ("imported", "Processed"),
                            ("failed", "Failed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("checked_again", models.BooleanField(default=False)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="repeats",
                        to="billing.submission",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "file sent again",
                "verbose_name_plural": "files sent again",
                "ordering": ["uploaded_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "uploaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="uploaded"),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="vendors.firm",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "upload",
                "verbose_name_plural": "uploads",
                "ordering": ["-uploaded_at", "-id"],
                "indexes": [models.Index(fields=["firm", "-uploaded_at", "-id"], name="upload_newest")],
            },
        ),
        migrations.RunSQL(_EARLIER_UPLOADS, migrations.RunSQL.noop),
    ]
