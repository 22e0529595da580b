"""The way of a matter through its stages is kept once: as the passages of its workflow."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matters", "0005_custom_fields")]

    operations = [migrations.DeleteModel(name="StagePassage")]
