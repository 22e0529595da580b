"""The words that records hold, kept for those who mistype them."""

from collections.abc import Sequence

from django.db import connection

# Shorter words are near to too many others; longer ones are numbers and addresses run together.
SHORTEST, _LONGEST = 4, 40
_KEPT = f"^[[:alpha:]]{{{SHORTEST},{_LONGEST}}}$"
# In order, so that two who learn the same words never wait for each other in a circle.
_LEARN = """
INSERT INTO search_searchword (word)
SELECT DISTINCT held.lexeme
FROM search_searchentry AS entry,
  unnest(to_tsvector('simple', entry.title || ' ' || entry.body)) AS held
WHERE entry.record_type = %s AND entry.record_id = ANY(%s) AND held.lexeme ~ %s
ORDER BY held.lexeme
ON CONFLICT DO NOTHING
"""


def learn(record_type: str, ids: Sequence[int]) -> None:
    """Keep the words of these entries; those known already cost a look."""
    with connection.cursor() as cursor:
        cursor.execute(_LEARN, [record_type, list(ids), _KEPT])
