"""The work on the rows of a bulk change: here and now for few, by a job for many.

A job is asked for in any case: should the process that answers the person die half-way, the job goes on from
the next row. Each row is changed in a transaction of its own, together with what is noted of it.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from legalops.access.glass import without_glass
from legalops.accounts.models import User
from legalops.audit.context import correlated
from legalops.jobs.context import JobContext
from legalops.jobs.services.enqueueing import enqueue
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, NotAllowed
from legalops.lists.bulk.registry import find_change
from legalops.lists.bulk.rows import change_row, try_rows, undo_row
from legalops.lists.bulk.values import values_of
from legalops.lists.enums import BUSY, ItemState, RunState
from legalops.lists.models import BulkItem, BulkRun

log = logging.getLogger(__name__)
# So many rows are worked on while the person waits.
FEW = 25
_AFTER = timedelta(seconds=30)
Deed: TypeAlias = Callable[[Sequence[BulkItem]], None]


@dataclass(frozen=True, slots=True)
class _Work:
    """A kind of work: rows of which state it takes and how many at once, how the run ends, and where it
    stands again when the work stops for good.
    """

    waits: str
    ends: str
    stopped: str
    at_once: int = 1


_WORKS: dict[str, _Work] = {
    RunState.PREPARING: _Work(ItemState.NEW, RunState.READY, RunState.DRAFT, 50),
    RunState.APPLYING: _Work(ItemState.PLANNED, RunState.DONE, RunState.READY),
    RunState.UNDOING: _Work(ItemState.DONE, RunState.UNDONE, RunState.DONE),
}


@transaction.atomic
def begin(run: BulkRun, work: str, states: tuple[str, ...], *, actor: User, **also: Any) -> BulkRun:
    """Begin a kind of work, once. Raises Conflict where the run is in none of these states.

    `also` are fields of the run to set. Continue with `do_here` after the transaction.
    """
    started = BulkRun.objects.filter(pk=run.pk, state__in=states).update(state=work, problem="", **also)
    if not started:
        raise Conflict("bulk.begun", _("This has begun already. Reload the page to see how far it is."))
    # The job looks after work that is done here too, should this process not come to its end.
    later = clock.now() + _AFTER if run.items.count() <= FEW else None
    with correlated(run.correlation_id, actor_id=actor.pk):
        job = enqueue("lists.work", run_after=later, actor=actor, run_id=run.pk)
    BulkRun.objects.filter(pk=run.pk).update(job=job)
    run.refresh_from_db()
    return run


def do_here(run: BulkRun) -> BulkRun:
    """Do the work that was begun, if it is little; what the database interrupts is left to the job."""
    if run.is_busy and run.items.count() <= FEW:
        try:
            do_work(run.pk, run.job_id)
        except OperationalError:
            log.warning("Bulk change %s was interrupted; its job goes on.", run.pk, exc_info=True)
        run.refresh_from_db()
    return run


def do_work(run_id: int, job_id: int | None, job: JobContext | None = None) -> dict[str, int]:
    """Work through the rows that wait; what another process did already is left alone.

    Raises NotAllowed where the change is not the person's to make any more, DomainError where what was
    entered is not possible any more.
    """
    run = BulkRun.objects.select_related("created_by").filter(pk=run_id, job=job_id, state__in=BUSY).first()
    if run is None:
        return {}
    work = _WORKS[run.state]
    keys = list(run.items.filter(state=work.waits).order_by("position").values_list("pk", flat=True))
    with correlated(run.correlation_id, actor_id=run.created_by_id):
        deed = _deed(run)
        for done in range(0, len(keys), work.at_once):
            if job is not None:
                job.progress(done, len(keys))
            with _waiting(run, keys[done : done + work.at_once], job) as items:
                deed(items)
    BulkRun.objects.filter(pk=run.pk, state=run.state, job=job_id).update(state=work.ends)
    return {"rows": len(keys)}


def stop(run_id: int, job_id: int, message: str) -> None:
    """The work failed for good: say so, and let the person decide."""
    run = BulkRun.objects.filter(pk=run_id, job=job_id, state__in=BUSY).first()
    if run is not None:
        stopped = _WORKS[run.state].stopped
        BulkRun.objects.filter(pk=run_id, job=job_id).update(state=stopped, problem=message)


@contextmanager
def _waiting(run: BulkRun, keys: Sequence[int], job: JobContext | None) -> Iterator[list[BulkItem]]:
    """Those of the rows that still wait for this work, locked until what becomes of them is stored."""
    with transaction.atomic():
        rows = BulkItem.objects.select_for_update(of=("self",)).filter(pk__in=keys)
        items = list(rows.filter(state=_WORKS[run.state].waits))
        # Asked after the lock: another process may have ended this work and the person begun the next.
        stands = BulkRun.objects.filter(pk=run.pk, state=run.state, job=run.job_id).exists()
        yield items if stands else []
        if job is not None:
            job.fence()


def _deed(run: BulkRun) -> Deed:
    actor = without_glass(run.created_by)
    change = find_change(run.list_id, run.change, actor)
    if change is None or not actor.is_active:
        raise NotAllowed("bulk.not_yours", _("You may not make this change any more."))
    values = values_of(change, actor, run.data)
    if run.state == RunState.PREPARING:
        return lambda items: try_rows(items, change, values, actor)
    act = change_row if run.state == RunState.APPLYING else undo_row

    def one_by_one(items: Sequence[BulkItem]) -> None:
        for item in items:
            act(item, change, values, actor)

    return one_by_one
