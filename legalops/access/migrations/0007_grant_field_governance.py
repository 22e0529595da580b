"""Roles that shipped before it learn of governing fields."""

from django.db import migrations

ROLES = ("administrator", "legal_ops_manager")


def grant(apps, schema_editor):
    """Add what is missing; nothing is taken away."""
    Role = apps.get_model("access", "Role")
    for role in Role.objects.filter(code__in=ROLES):
        role.capabilities = sorted({*role.capabilities, "fields.govern"})
        role.save(update_fields=["capabilities"])


class Migration(migrations.Migration):
    dependencies = [("access", "0006_grant_view_as")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
