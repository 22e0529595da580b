"""Ingest through the services against a raw COPY of the same rows into the same table."""

import statistics
from collections.abc import Iterator

from bench import ingest
from bench.report import Row, Target, seconds
from bench.scale import Scale

_AGAINST = "raw COPY, same indexes"


def rows(scale: Scale) -> Iterator[Row]:
    """The whole path in one reading, and the two halves of a file that waits for a person in between."""
    found = ingest.measure(scale.ingest_lines, scale.rounds)
    copy, whole = statistics.median(found.copy), statistics.median(found.fed)
    parts = {
        "submitted by hand, its check": statistics.median(found.check),
        "submitted by hand, its import": statistics.median(found.store),
    }
    lines = f"{scale.ingest_lines:,} lines"
    yield Row(
        "ingest", f"ingest, {lines}", seconds(whole), _AGAINST, seconds(copy), found.ratio, None,
        Target(ingest.TARGET),
    )  # fmt: skip
    for name, cost in parts.items():
        yield Row("ingest", name, seconds(cost), _AGAINST, seconds(copy), cost / copy)
