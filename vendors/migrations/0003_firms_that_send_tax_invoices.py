"""EU mode is set per firm (domain/features.md 5.63)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether a firm's invoices may be reduced."""

    dependencies = [("vendors", "0002_call_unknown_classes_by_code")]

    operations = [
        migrations.AddField(
            model_name="firm",
            name="tax_invoices",
            field=models.BooleanField(
                default=False,
                help_text="They are never reduced: disputed, rejected or met by a credit note instead.",
                verbose_name="sends tax invoices (EU mode)",
            ),
        ),
    ]
