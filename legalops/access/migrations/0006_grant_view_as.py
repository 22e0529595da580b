"""Roles that shipped before it learn of looking at pages as another person."""

from django.db import migrations

GRANTED = {"administrator": "people.view_as", "legal_ops_manager": "people.view_as"}


def grant(apps, schema_editor):
    """Add what is missing; nothing is taken away."""
    Role = apps.get_model("access", "Role")
    for role in Role.objects.filter(code__in=GRANTED):
        role.capabilities = sorted({*role.capabilities, GRANTED[role.code]})
        role.save(update_fields=["capabilities"])


class Migration(migrations.Migration):
    dependencies = [("access", "0005_limits_by_kind")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
