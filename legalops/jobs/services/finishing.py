"""How an attempt ends. Every ending is conditional on the lease, so a worker that lost it changes nothing."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from legalops.audit import context as audit_context
from legalops.jobs import registry
from legalops.jobs.context import JobContext
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.jobs.pulse import Progress
from legalops.jobs.services.enqueueing import FRESH, PATIENCE
from legalops.jobs.waking import wake

DETAIL_LENGTH = 10_000
_UNLEASED: dict[str, Any] = {"lease_token": None, "lease_until": None}

log = logging.getLogger(__name__)


def complete(job: Job, *, result: dict[str, Any] | None, progress: Progress) -> bool:
    """Mark the job DONE, or put it back when it was asked for again meanwhile; False if the lease is lost."""
    held = Job.objects.filter(pk=job.pk).held_by(job.lease_token)
    ended = {"state": JobState.DONE, "result": result, "error": "", "error_detail": "", "finished_at": Now()}
    if held.filter(repeat=False).update(**ended, **_UNLEASED, **progress.columns()):
        return True
    if held.update(**FRESH, **_UNLEASED, wake_at=Now() + PATIENCE):
        transaction.on_commit(lambda: wake(job.pk, job.queue))
        return True
    return False


def postpone(job: Job, *, after: timedelta, error: str, detail: str) -> bool:
    """Put the job back in the queue, to be tried again after a while; False if the lease is lost."""
    due = Now() + after
    return _end(job, state=JobState.QUEUED, run_after=due, wake_at=due, error=error, error_detail=detail)


def fail(job: Job, *, error: str, detail: str) -> bool:
    """Mark the job FAILED with a safe sentence and call `on_failed`; False if the lease is lost."""
    with transaction.atomic():
        ended = _end(job, state=JobState.FAILED, finished_at=Now(), error=error, error_detail=detail)
        if ended:
            _tell(job, error)
    return ended


def _end(job: Job, **changes: Any) -> bool:
    changes["error_detail"] = changes["error_detail"][-DETAIL_LENGTH:]
    return bool(Job.objects.filter(pk=job.pk).held_by(job.lease_token).update(**changes, **_UNLEASED))


def _tell(job: Job, error: str) -> None:
    try:
        on_failed = registry.find(job.name).on_failed
        if on_failed is not None:
            with transaction.atomic(), audit_context.correlated(job.correlation_id):
                on_failed(JobContext(job), error, **job.args)
    except Exception:
        # The failure itself must be recorded whatever its follow-up does.
        log.exception("on_failed of job %s (%s) failed.", job.pk, job.name)
