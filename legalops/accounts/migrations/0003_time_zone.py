from django.db import migrations, models

import legalops.kernel.zones


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_break_glass_end")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="time_zone",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                max_length=60,
                validators=[legalops.kernel.zones.known_zone],
                verbose_name="time zone",
            ),
            preserve_default=False,
        ),
    ]
