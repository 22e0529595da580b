from django.db import migrations


def grant(apps, schema_editor):
    """Shipped roles of an installation that had them before imports existed."""
    Role = apps.get_model("access", "Role")
    for role in Role.objects.filter(code__in=["legal_ops_manager", "administrator"]):
        if "imports.run" not in role.capabilities:
            role.capabilities = sorted([*role.capabilities, "imports.run"])
            role.save(update_fields=["capabilities"])


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial"), ("access", "0002_initial")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
