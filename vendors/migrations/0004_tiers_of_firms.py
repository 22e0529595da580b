"""Approval policies ask how near a firm stands to the department (domain/features.md 5.39)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The tier of a firm; none until somebody rates it."""

    dependencies = [("vendors", "0003_firms_that_send_tax_invoices")]

    operations = [
        migrations.AddField(
            model_name="firm",
            name="tier",
            field=models.CharField(
                blank=True,
                choices=[("preferred", "Preferred"), ("panel", "Panel"), ("occasional", "Occasional")],
                default="",
                help_text="Empty: not rated yet.",
                max_length=12,
                verbose_name="tier",
            ),
            preserve_default=False,
        ),
    ]
