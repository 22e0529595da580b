"""What entry actions did before there was one log of all automation."""

from django.db import migrations

_AT_ONCE = 2000


def take_over(apps, schema_editor):
    ActionRun = apps.get_model("workflows", "ActionRun")
    AutomationRun = apps.get_model("automation", "AutomationRun")
    held = set(AutomationRun.objects.filter(kind="entry_action").values_list("key", flat=True))
    rows = ActionRun.objects.select_related("passage__run").order_by("pk")
    missing = (
        _line(AutomationRun, row) for row in rows.iterator(_AT_ONCE) if f"entry_action:{row.pk}" not in held
    )
    AutomationRun.objects.bulk_create(missing, batch_size=_AT_ONCE)


def _line(AutomationRun, row):
    run = row.passage.run
    return AutomationRun(
        kind="entry_action",
        key=f"entry_action:{row.pk}",
        record_type=run.record_type,
        record_id=run.record_id,
        subject_type={"request": "requests.request", "matter": "matters.matter"}.get(run.record_type, ""),
        rule_name=f"{row.passage.to_name}: {row.kind}"[:120],
        given={"action": row.kind, **row.given},
        outcome="failed" if row.state == "failed" else "done",
        effect=row.effect,
        error=row.error,
        attempts=row.attempts,
        ran_at=row.ran_at,
        ran_by_id=row.ran_by_id,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0004_tasks_by_hand"),
        ("automation", "0001_one_log_of_all_that_rules_do"),
    ]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
