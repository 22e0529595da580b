from django.db import migrations


def to_the_person(apps, schema_editor):
    """The zone that a person gave for their hours is the zone they read in."""
    schedules = apps.get_model("notifications", "PersonalSchedule").objects.exclude(zone="")
    people = apps.get_model("accounts", "User").objects
    for pk, zone in schedules.values_list("pk", "zone").iterator():
        people.filter(pk=pk, time_zone="").update(time_zone=zone)


def to_the_hours(apps, schema_editor):
    """Back to where it was, for whoever has hours of their own."""
    schedules = apps.get_model("notifications", "PersonalSchedule").objects
    people = apps.get_model("accounts", "User").objects.exclude(time_zone="")
    for pk, zone in people.values_list("pk", "time_zone").iterator():
        schedules.filter(pk=pk).update(zone=zone)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_time_zone"),
        ("notifications", "0002_rules_webhooks_calendars"),
    ]

    operations = [
        migrations.RunPython(to_the_person, to_the_hours),
        migrations.RemoveField(model_name="personalschedule", name="zone"),
    ]
