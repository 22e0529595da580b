"""Auditors that shipped before it learn of reading what was handed over to accounts payable."""

from django.db import migrations


def grant(apps, schema_editor):
    """Add what is missing; nothing is taken away."""
    Role = apps.get_model("access", "Role")
    for role in Role.objects.filter(code="auditor"):
        role.capabilities = sorted({*role.capabilities, "invoices.view_exports"})
        role.save(update_fields=["capabilities"])


class Migration(migrations.Migration):
    dependencies = [("access", "0008_modules_switched_off")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
