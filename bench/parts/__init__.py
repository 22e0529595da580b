"""The parts of the bench, each a function from a scale to rows; in the order in which they run.

The database grows from part to part, so the order matters: the ingest meets empty tables, the lists full
ones.
"""

from collections.abc import Callable, Iterator

from bench.parts import (
    checking,
    conflicts,
    importing,
    ingesting,
    invoice_pages,
    lists,
    memory,
    planning,
    rendering,
    rules,
    searching,
    spend,
    visibility,
)
from bench.report import Row
from bench.scale import Scale

Part = Callable[[Scale], Iterator[Row]]

PARTS: dict[str, Part] = {
    "ingest": ingesting.rows,
    "memory": memory.rows,
    "rules": rules.rows,
    "check": checking.rows,
    "render": rendering.rows,
    "spend": spend.rows,
    "visibility": visibility.rows,
    "lists": lists.rows,
    "invoice": invoice_pages.rows,
    "imports": importing.rows,
    "search": searching.rows,
    "conflicts": conflicts.rows,
    "plan": planning.rows,
}
