"""Roles that shipped before break-glass, reviews and people management learn of them."""

from django.db import migrations

GRANTED = {
    "administrator": ("matters.break_glass", "people.manage", "access.review"),
    "general_counsel": ("matters.break_glass",),
    "auditor": ("access.review",),
}


def grant(apps, schema_editor):
    """Add what is missing; nothing is taken away."""
    Role = apps.get_model("access", "Role")
    for role in Role.objects.filter(code__in=GRANTED):
        role.capabilities = sorted({*role.capabilities, *GRANTED[role.code]})
        role.save(update_fields=["capabilities"])


class Migration(migrations.Migration):
    dependencies = [("access", "0003_roles_require_a_second_factor")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
