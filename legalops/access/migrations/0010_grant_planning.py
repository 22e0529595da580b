"""Roles that shipped before it learn of plans and of their templates."""

from django.db import migrations

GRANTED = {
    "paralegal": "matters.plan",
    "attorney": "matters.plan",
    "legal_project_manager": "matters.plan",
    "general_counsel": "matters.plan",
    "legal_ops_manager": "matters.plan_templates",
    "administrator": "matters.plan_templates",
}


def grant(apps, schema_editor):
    """Add what is missing; nothing is taken away."""
    Role = apps.get_model("access", "Role")
    for role in Role.objects.filter(code__in=GRANTED):
        role.capabilities = sorted({*role.capabilities, GRANTED[role.code]})
        role.save(update_fields=["capabilities"])


class Migration(migrations.Migration):
    dependencies = [("access", "0009_grant_view_of_exports")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
