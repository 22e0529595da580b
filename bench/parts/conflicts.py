"""A conflict check of one name against many, against reading all of them."""

import random
from collections.abc import Iterator

from django.db import connection

from bench.indexed import vocabulary
from bench.measuring import interleaved
from bench.report import Row, Target, seconds
from bench.scale import Scale
from bench.scratch import settle
from legalops.contacts.likeness import compare, plain, sounds_of_name
from legalops.kernel.copying import copy_objects
from matters.models import NameEntry
from matters.selectors.conflicts.candidates import candidates

_TARGET = Target(20, least=True)
_ASKED = 12
_AT_ONCE = 20_000
_FORMS = ("", "", " GmbH", " Ltd", " Inc", " LLC", " SA")
_SCAN = "SELECT text FROM matters_nameentry WHERE similarity(key, %s) >= 0.45"


def rows(scale: Scale) -> Iterator[Row]:
    """Asked for names that are known, misspelt, in another order and unknown."""
    draw = random.Random(5)
    known = _add(scale.entries, draw)
    settle()
    asked = [_spoilt(name, place) for place, name in enumerate(draw.sample(known, _ASKED))]
    turn = iter(range(10**9))
    works = {
        "indexed": lambda: _check(asked[next(turn) % _ASKED]),
        "scan": lambda: _scan(asked[next(turn) % _ASKED]),
    }
    costs = interleaved(works, scale.rounds)
    mine, scan = costs["indexed"], costs["scan"]
    figures = seconds(mine.cpu), "sequential scan", seconds(scan.cpu)
    work = f"conflict check of one name, {scale.entries:,} names"
    yield Row("conflicts", work, *figures, scan.cpu / mine.cpu, scan.wall / mine.wall, _TARGET)


def _check(name: str) -> list[int]:
    return [compare(name, each.text).score for each in candidates(name)]


def _scan(name: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_SCAN, [plain(name).key])
        return [compare(name, text).score for (text,) in cursor.fetchall()]


def _spoilt(name: str, place: int) -> str:
    """Every fourth as it is, in capitals, in another order, with a letter left out."""
    words = name.split()
    ways = (name, name.upper(), " ".join(reversed(words)), name[:3] + name[4:])
    return ways[place % len(ways)]


def _add(count: int, draw: random.Random) -> list[str]:
    """So many names of two or three made-up words."""
    words, names = vocabulary(), []
    for start in range(0, count, _AT_ONCE):
        some = [
            " ".join(draw.choices(words, k=draw.choice((2, 2, 3)))).title() + draw.choice(_FORMS)
            for _ in range(min(_AT_ONCE, count - start))
        ]
        copy_objects([_entry(name, start + place) for place, name in enumerate(some)])
        names += some[:50]
    return names


def _entry(name: str, number: int) -> NameEntry:
    asked = plain(name)
    return NameEntry(
        source="contact",
        record_id=number,
        text=name,
        key=asked.key,
        words=list(asked.words),
        sounds=list(sounds_of_name(asked.words)),
    )
