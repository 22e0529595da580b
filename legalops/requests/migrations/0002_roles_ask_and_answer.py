from django.db import migrations

MAKE, WORK, VIEW_ALL = "requests.make", "requests.work", "requests.view_all"
# Roles that were installed before there were requests; new installations get these from the shipped roles.
GRANTED = {
    "requester": [MAKE],
    "paralegal": [MAKE, WORK],
    "attorney": [MAKE, WORK],
    "legal_project_manager": [MAKE, WORK, VIEW_ALL],
    "ebilling_specialist": [MAKE],
    "legal_ops_manager": [MAKE, WORK, VIEW_ALL],
    "general_counsel": [MAKE, WORK, VIEW_ALL],
    "finance": [MAKE],
    "auditor": [VIEW_ALL],
    "administrator": [MAKE],
}


def grant(apps, schema_editor):
    Role = apps.get_model("access", "Role")
    for role in Role.objects.filter(code__in=GRANTED):
        role.capabilities = sorted({*role.capabilities, *GRANTED[role.code]})
        role.save(update_fields=["capabilities"])


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial"), ("access", "0002_initial")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
