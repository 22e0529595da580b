"""Searching as one types, in what the person may see, against reading every entry."""

import random
from collections.abc import Callable, Iterator, Sequence

from django.db import connection

from bench.indexed import add_entries, vocabulary
from bench.measuring import Cost, cost_of, median
from bench.parts.lists import reviewer
from bench.report import Row, Target, seconds
from bench.scale import Scale
from bench.scratch import settle
from legalops.search.pages import page_of
from legalops.search.selectors import search
from legalops.search.typeahead import groups

_ASKED = 40
_TARGET = Target(50, least=True)
_SCAN = """
SELECT record_type, record_id FROM search_searchentry
WHERE title ILIKE %s OR body ILIKE %s ORDER BY "on" DESC LIMIT 20
"""
Ask = Callable[[str], object]


def rows(scale: Scale) -> Iterator[Row]:
    """The slowest of twenty against the usual scan, for each way to search."""
    viewer = reviewer()
    add_entries(scale.entries)
    settle()
    draw = random.Random(3)
    words = vocabulary()
    scan = median(_each(_scan, [f"%{word}%" for word in draw.sample(words, scale.rounds)]))
    for work, (ask, texts) in _ways(viewer, words, draw).items():
        cost = _slow(_each(ask, texts))
        figures = seconds(cost.cpu), "sequential scan", seconds(scan.cpu)
        ratios = scan.cpu / cost.cpu, scan.wall / cost.wall
        yield Row("search", f"{work}, {scale.entries:,} entries, p95", *figures, *ratios, _TARGET)


def _ways(viewer, words: Sequence[str], draw: random.Random) -> dict[str, tuple[Ask, list[str]]]:
    """Words as people choose them: neither the commonest hundred nor only the rarest."""
    chosen = [words[int(100 * 200 ** draw.random()) - 1] for _ in range(_ASKED)]
    second = [words[int(20 * 1000 ** draw.random()) - 1] for _ in range(_ASKED)]
    begun = [word[: draw.choice((3, 4, 5))] for word in chosen]
    both = [" ".join(pair) for pair in zip(chosen, second, strict=True)]
    page = lambda text: page_of(viewer, search(viewer, text, typing=False), "", 1, "All")  # noqa: E731
    return {
        "type-ahead, the beginning of a word": (lambda text: groups(viewer, text), begun),
        "type-ahead, two words": (lambda text: groups(viewer, text), both),
        "page of results with passages, one word": (page, chosen),
    }


def _scan(pattern: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SCAN, [pattern, pattern])
        cursor.fetchall()


def _each(ask: Ask, texts: Sequence[str]) -> list[Cost]:
    """What each question costs; the first is asked once before."""
    ask(texts[0])
    return [cost_of(lambda text=text: ask(text)) for text in texts]


def _slow(costs: Sequence[Cost]) -> Cost:
    """The 95th percentile of each figure."""
    at = int(len(costs) * 0.95) - 1
    return Cost(*(sorted(getattr(cost, name) for cost in costs)[at] for name in Cost.__slots__))
