"""The dry run: every row is judged and rehearsed by the services, and nothing stays."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

from django.db import transaction

from legalops.documents.services.reading import open_stored
from legalops.imports import mapping as mappings
from legalops.imports import registry
from legalops.imports.enums import TAKEN, ImportState, Verdict
from legalops.imports.judging import Judged, judge
from legalops.imports.models import Import, ImportRow
from legalops.imports.registry import Importable
from legalops.imports.services.putting import put
from legalops.imports.services.receiving import _table
from legalops.jobs.context import JobContext
from legalops.kernel.copying import copy_objects

BATCH = 1_000


class _Rehearsed(Exception):
    """Takes a rehearsal back."""


def check(job: JobContext, import_id: int) -> dict[str, int]:
    """Judge and rehearse all rows and keep the verdicts; done again, it starts over. Counts by verdict."""
    made = Import.objects.select_related("document", "created_by").get(pk=import_id)
    importable = registry.find_for(made.created_by, made.kind)
    if made.state != ImportState.CHECKING:
        return {}  # it ended before, and only its word to the queue was lost
    counts = {str(verdict): 0 for verdict in Verdict}
    with closing(open_stored(made.document)) as stored, transaction.atomic():
        made.rows.all().delete()
        done, seen = 0, dict[Any, int]()
        for batch in _batches(_table(made, stored).rows):
            for row in _judged(importable, made, batch, seen):
                counts[row.verdict] += 1
            done += len(batch)
            job.progress(done)
        made.state = ImportState.CHECKED
        made.save(update_fields=["state"])
        job.fence()
    return counts


def rehearse(importable: Importable, rows: Sequence[Judged], *, actor: Any) -> None:
    """Let the services try the rows and take it back, so that the check says what they would refuse."""
    known = [(row, row.record) for row in rows]
    try:
        with transaction.atomic():
            put(importable, rows, actor=actor)
            raise _Rehearsed
    except _Rehearsed:
        pass
    for row, record in known:
        row.record = record


def _judged(
    importable: Importable, made: Import, batch: Sequence[tuple[int, list[str]]], seen: dict[Any, int]
) -> list[Judged]:
    pairs = [(number, mappings.texts(made.mapping, cells)) for number, cells in batch]
    judged = judge(
        importable,
        pairs,
        user=made.created_by,
        mode=made.mode,
        date_orders=made.date_orders,
        seen=seen,
    )
    rehearse(importable, [row for row in judged if row.verdict in TAKEN], actor=made.created_by)
    copy_objects([_row(made, row, cells) for row, (_number, cells) in zip(judged, batch, strict=True)])
    return judged


def _row(made: Import, row: Judged, cells: list[str]) -> ImportRow:
    return ImportRow(
        of=made,
        number=row.number,
        cells=cells,
        verdict=row.verdict,
        problems=row.problems,
        before=row.before,
        after=row.after,
        record_id=row.record.pk if row.record else None,
    )


def _batches(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Sequence[tuple[int, list[str]]]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
