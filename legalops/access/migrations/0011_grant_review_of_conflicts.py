"""Roles that shipped before conflict checks learn of deciding on them."""

from django.db import migrations


def grant(apps, schema_editor):
    """Add what is missing; nothing is taken away."""
    Role = apps.get_model("access", "Role")
    for role in Role.objects.filter(code__in=["general_counsel", "legal_ops_manager"]):
        role.capabilities = sorted({*role.capabilities, "conflicts.review"})
        role.save(update_fields=["capabilities"])


class Migration(migrations.Migration):
    dependencies = [("access", "0010_grant_planning")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
