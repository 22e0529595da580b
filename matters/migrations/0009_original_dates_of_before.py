"""Dates from before keep the day they have as their original one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matters", "0008_key_dates_that_follow_and_are_verified")]

    operations = [
        migrations.RunSQL(
            "UPDATE matters_keydate SET original_date = date WHERE original_date IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "UPDATE matters_keydate SET outcome = 'satisfied' WHERE done_at IS NOT NULL AND outcome = ''",
            migrations.RunSQL.noop,
        ),
    ]
