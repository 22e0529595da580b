"""What staff may do to a job: ask for it again, or take it out of the queue."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.jobs.services.enqueueing import FRESH, PATIENCE
from legalops.jobs.waking import wake
from legalops.kernel import clock
from legalops.kernel.errors import Conflict


@transaction.atomic
def retry(job: Job, *, actor: User) -> Job:
    """Put a failed or cancelled job back in the queue from its first attempt. Raises Conflict for others."""
    changes = {**FRESH, "run_after": None, "wake_at": clock.now() + PATIENCE}
    _move(job, (JobState.FAILED, JobState.CANCELLED), changes, "jobs.job.retried", actor)
    transaction.on_commit(lambda: wake(job.pk, job.queue))
    return job


@transaction.atomic
def cancel(job: Job, *, actor: User) -> Job:
    """Take a waiting job out of the queue. Raises Conflict when it has started or ended."""
    changes = {"state": JobState.CANCELLED, "finished_at": clock.now()}
    _move(job, (JobState.QUEUED,), changes, "jobs.job.cancelled", actor)
    return job


def _move(job: Job, allowed: tuple[str, ...], changes: dict[str, Any], action: str, actor: User) -> None:
    before = job.state
    if not Job.objects.filter(pk=job.pk, state__in=allowed).update(**changes):
        job.refresh_from_db()
        message = _("Job %(job)s is %(state)s by now. Reload the page to see it.")
        raise Conflict("jobs.moved_on", message % {"job": job.pk, "state": job.get_state_display().lower()})
    job.refresh_from_db()
    record(job, action, actor=actor, before={"state": before}, after={"state": job.state})
