"""Asking for work."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from legalops.audit import context
from legalops.jobs import registry
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.jobs.waking import wake
from legalops.kernel import clock

if TYPE_CHECKING:
    from legalops.accounts.models import User

# A worker that was called starts within this time; else the sweeper calls again.
PATIENCE = timedelta(seconds=10)


def enqueue(
    name: str,
    *,
    key: str | None = None,
    run_after: datetime | None = None,
    actor: "User | None" = None,
    max_attempts: int = 5,
    again: bool = False,
    **ids: Any,
) -> Job:
    """Ask for a job inside the caller's transaction; a worker is woken when that commits.

    With a `key`, asking twice is one job and the first is returned as it is. `again=True` then puts a
    finished one back in the queue with the new ids, and makes a running one run once more afterwards, so
    that no change is missed. `run_after` is an aware instant before which it does not start. `ids` are
    primitive keywords for the handler (no `key`, `run_after`, `actor`, `max_attempts`, `again` among them).
    Raises UnknownJob for a name without a handler and TypeError for ids that are not primitive.
    """
    _refuse_objects(ids)
    fields = {
        "args": ids,
        "queue": registry.find(name).queue,
        "run_after": run_after,
        "wake_at": run_after or clock.now() + PATIENCE,
        "created_by": actor,
        "max_attempts": max_attempts,
        "correlation_id": context.correlation_id(),
    }
    with transaction.atomic():
        job, is_new = _find_or_create(name, key, fields)
        if not is_new and again:
            job = _ask_again(job.pk, fields)
        if is_new or again:
            _wake_on_commit(job)
    return job


def _find_or_create(name: str, key: str | None, fields: dict[str, Any]) -> tuple[Job, bool]:
    if not key:
        return Job.objects.create(name=name, **fields), True
    return Job.objects.get_or_create(name=name, key=key, defaults=fields)


def _ask_again(job_id: int, fields: dict[str, Any]) -> Job:
    job = Job.objects.select_for_update(of=("self",)).get(pk=job_id)
    changes = dict(fields)
    if job.state == JobState.RUNNING:
        # Its wake-up and due time are the second run's, which `finishing.complete` sets.
        changes = {"args": fields["args"], "repeat": True}
    elif job.is_finished:
        changes |= FRESH
    for field, value in changes.items():
        setattr(job, field, value)
    job.save(update_fields=list(changes))
    return job


# What a job looks like before its first attempt.
FRESH: dict[str, Any] = {
    "state": JobState.QUEUED,
    "repeat": False,
    "attempts": 0,
    "progress_done": 0,
    "progress_total": 0,
    "progress_text": "",
    "result": None,
    "error": "",
    "error_detail": "",
    "started_at": None,
    "finished_at": None,
}


def _wake_on_commit(job: Job) -> None:
    due = job.run_after is None or job.run_after <= clock.now()
    if job.state == JobState.QUEUED and due:
        transaction.on_commit(lambda: wake(job.pk, job.queue))


def _refuse_objects(ids: dict[str, Any]) -> None:
    for name, value in ids.items():
        if not isinstance(value, str | int | bool | None):
            raise TypeError(f"Job argument {name} must be a primitive id, not {type(value).__name__}.")
