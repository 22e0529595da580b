import django.contrib.postgres.indexes
from django.db import migrations, models

# Those of the entries that were there before; services.vocabulary learns the rest.
_LEARN = """
INSERT INTO search_searchword (word)
SELECT DISTINCT held.lexeme
FROM search_searchentry AS entry, unnest(to_tsvector('simple', entry.title || ' ' || entry.body)) AS held
WHERE held.lexeme ~ '^[[:alpha:]]{4,40}$'
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[("word", models.CharField(max_length=40, primary_key=True, serialize=False))],
            options={"verbose_name": "search word", "verbose_name_plural": "search words"},
        ),
        migrations.RunSQL(_LEARN, migrations.RunSQL.noop),
        migrations.AddIndex(
            "searchword",
            django.contrib.postgres.indexes.GinIndex(
                fields=["word"], name="search_word_part", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
