"""Ingest through the services against a raw COPY of the same rows into the same table."""

import statistics
from collections.abc import Iterator

from bench import ingest
from bench.report import Row, Target, seconds
from bench.scale import Scale

_AGAINST = "raw COPY, same indexes"


def rows(scale: Scale) -> Iterator[Row]:
    """The whole path, and its two halves without a target."""
    found = ingest.measure(scale.ingest_lines, scale.rounds)
    copy, check, store = (statistics.median(each) for each in (found.copy, found.check, found.store))
    whole = statistics.median(sum(pair) for pair in zip(found.check, found.store, strict=True))
    parts = {"check": check, "match, store, review": store}
    lines = f"{scale.ingest_lines:,} lines"
    yield Row(
        "ingest", f"ingest, {lines}", seconds(whole), _AGAINST, seconds(copy), found.ratio, None,
        Target(ingest.TARGET),
    )  # fmt: skip
    for name, cost in parts.items():
        yield Row("ingest", f"of which {name}", seconds(cost), _AGAINST, seconds(copy), cost / copy)
