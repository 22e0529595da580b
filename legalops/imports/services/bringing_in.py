"""The import itself: batch by batch, each a transaction with its ledger of rows."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.audit.services import record
from legalops.imports import mapping as mappings
from legalops.imports import registry
from legalops.imports.enums import TAKEN, ImportState, Verdict
from legalops.imports.judging import Judged, judge
from legalops.imports.models import Import, ImportRow
from legalops.imports.registry import Importable
from legalops.imports.services.putting import put
from legalops.jobs.context import JobContext
from legalops.jobs.services.enqueueing import enqueue
from legalops.kernel.errors import Conflict, DomainError

BATCH = 500


@transaction.atomic
def start(made: Import, *, actor: Any) -> Import:
    """Start the import of a checked file. Raises Conflict when it has started, else DomainError."""
    made = Import.objects.select_for_update(of=("self",)).get(pk=made.pk)
    registry.find_for(actor, made.kind)
    if made.state not in (ImportState.CHECKED, ImportState.FAILED):
        raise Conflict("imports.not_now", _("This import has gone on already. Reload the page."))
    if not made.rows.filter(verdict__in=TAKEN, applied=False).exists():
        raise DomainError("imports.nothing", _("No row of this file adds or changes anything."))
    wrong = made.rows.filter(verdict=Verdict.WRONG).count()
    if made.whole and wrong:
        message = _(
            "%d rows are wrong, and you chose all rows or none. Correct them and upload the file again."
        )
        raise DomainError("imports.not_whole", message % wrong)
    made.state, made.problem = ImportState.IMPORTING, ""
    made.job = enqueue("imports.bring_in", key=str(made.pk), again=True, actor=actor, import_id=made.pk)
    made.correlation_id = made.job.correlation_id
    made.save(update_fields=["state", "problem", "job", "correlation_id"])
    record(made, "imports.import.started", actor=actor, after={"kind": made.kind, "file": str(made)})
    return made


def bring_in(job: JobContext, import_id: int) -> dict[str, int]:
    """Import the rows that are not yet in; killed and run again, it goes on where it was."""
    made = Import.objects.select_related("created_by").get(pk=import_id)
    importable = registry.find_for(made.created_by, made.kind)
    if made.state != ImportState.IMPORTING:
        return {}
    if made.whole:
        with transaction.atomic():
            _all(job, importable, made)
            return _finish(job, made)
    _all(job, importable, made)
    with transaction.atomic():
        return _finish(job, made)


def _all(job: JobContext, importable: Importable, made: Import) -> None:
    taken = made.rows.filter(verdict__in=TAKEN)
    total, done, after = taken.count(), taken.filter(applied=True).count(), 0
    while True:
        rows = list(taken.filter(applied=False, number__gt=after).order_by("number")[:BATCH])
        if not rows:
            return
        with transaction.atomic():
            _batch(importable, made, rows)
            job.fence()
        after, done = rows[-1].number, done + len(rows)
        job.progress(done, total)


def _batch(importable: Importable, made: Import, rows: Sequence[ImportRow]) -> None:
    pairs = [(row.number, mappings.texts(made.mapping, row.cells)) for row in rows]
    judged = judge(importable, pairs, user=made.created_by, mode=made.mode, date_orders=made.date_orders)
    for row, now in zip(rows, judged, strict=True):
        _refuse_changed(row, now)
    put(importable, judged, actor=made.created_by)
    for row, now in zip(rows, judged, strict=True):
        _note(row, now)
    if made.whole and any(not row.applied for row in rows):
        first = next(row for row in rows if not row.applied)
        message = _("Row %(row)d could not be imported: %(why)s Nothing was imported.")
        raise DomainError(
            "imports.not_whole", message % {"row": first.number, "why": first.problems[0]["wrong"]}
        )
    ImportRow.objects.bulk_update([row for row in rows if not row.applied], ["verdict", "problems"])
    ImportRow.objects.bulk_update([row for row in rows if row.applied], ["record_id", "applied"])


def _refuse_changed(row: ImportRow, now: Judged) -> None:
    if now.problems or (row.verdict, row.before, row.after) == (now.verdict, now.before, now.after):
        return
    now.refuse(None, _("Someone changed this record after the check."), _("Upload the file again."))


def _note(row: ImportRow, now: Judged) -> None:
    row.verdict, row.problems = now.verdict, now.problems
    row.applied = now.verdict in TAKEN
    row.record_id = now.record.pk if now.record else None


def _finish(job: JobContext, made: Import) -> dict[str, int]:
    applied = made.rows.filter(applied=True).count()
    wrong = made.rows.filter(verdict=Verdict.WRONG).count()
    made.state = ImportState.DONE
    made.save(update_fields=["state"])
    after = {"kind": made.kind, "imported": applied, "wrong": wrong}
    record(made, "imports.import.done", actor=made.created_by, after=after)
    job.fence()
    return {"imported": applied, "wrong": wrong}
