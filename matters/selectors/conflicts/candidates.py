"""Names out of a million that may be like one: by indexes, never by reading all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db import connection

from legalops.contacts.likeness import Plain, plain, sounds_of_name

_AT_MOST = 200
_ALIKE = "0.45"
_MOST_WORDS = 5
_COLUMNS = "source, record_id, text, kind, until"
# Spelt alike; sounding alike; all words of the asked name in the known one; the other way round.
_SQL = f"""
SELECT DISTINCT {_COLUMNS} FROM (
  (SELECT {_COLUMNS} FROM matters_nameentry WHERE key %% %(key)s
   ORDER BY similarity(key, %(key)s) DESC LIMIT %(most)s)
  UNION ALL
  (SELECT {_COLUMNS} FROM matters_nameentry WHERE sounds && %(sounds)s::varchar[] LIMIT %(most)s)
  UNION ALL
  (SELECT {_COLUMNS} FROM matters_nameentry WHERE words @> %(words)s::varchar[]
   ORDER BY length(key) LIMIT %(most)s)
  UNION ALL
  (SELECT {_COLUMNS} FROM matters_nameentry WHERE key = ANY(%(parts)s::varchar[]) LIMIT %(most)s)
) near
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known name that may be like the one asked for."""

    source: str
    record_id: int
    text: str
    kind: str
    until: date | None


def candidates(name: str) -> list[Candidate]:
    """Known names that may be like this one: at most some hundreds, the closest among them."""
    asked = plain(name)
    if not asked.words:
        return []
    parameters = {
        "key": asked.key,
        "sounds": list(sounds_of_name(asked.words)),
        "words": list(asked.words),
        "parts": _parts(asked),
        "most": _AT_MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [_ALIKE])
        cursor.execute(_SQL, parameters)
        return [Candidate(*row) for row in cursor.fetchall()]


def _parts(asked: Plain) -> list[str]:
    """Every choice of some of the words, in the order of the alphabet as keys are."""
    words = sorted(asked.words)[:_MOST_WORDS]
    chosen: Iterable[tuple[str, ...]] = (
        some for length in range(1, len(words)) for some in combinations(words, length)
    )
    return [" ".join(some) for some in chosen if sum(map(len, some)) > 3]
