"""Bringing back what was stranded and calling again what was not heard."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.jobs.services import finishing
from legalops.jobs.services.periods import start_due_periods
from legalops.jobs.waking import wake

AT_ONCE = 500
# A called worker may be busy; calling again too soon would fill the broker with duplicates.
CALL_AGAIN_AFTER = timedelta(seconds=60)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did."""

    started: int
    recovered: int
    woken: int


def sweep() -> Swept:
    """Start due periodic work, recover stranded jobs, call workers again. Safe to run anywhere, twice."""
    return Swept(started=start_due_periods(), recovered=_recover(), woken=_wake())


def _recover() -> int:
    with transaction.atomic():
        # Locked rows are being finished or fenced at this very moment: their worker lives.
        stranded = Job.objects.stranded().select_for_update(skip_locked=True, of=("self",))[:AT_ONCE]
        return sum(_bring_back(job) for job in stranded)


def _bring_back(job: Job) -> bool:
    log.warning("Job %s (%s) was stranded at attempt %s.", job.pk, job.name, job.attempts)
    detail = f"The worker of attempt {job.attempts} disappeared: its lease ran out at {job.lease_until}."
    if job.attempts < job.max_attempts:
        return finishing.postpone(job, after=timedelta(0), error="", detail=detail)
    error = _(
        "The work stopped %(attempts)s times before it was finished. "
        "Give job number %(job)s to your administrator."
    ) % {"attempts": job.attempts, "job": job.pk}
    return finishing.fail(job, error=error, detail=detail)


def _wake() -> int:
    waiting = Job.objects.unheard().order_by("wake_at").values_list("pk", "queue")[:AT_ONCE]
    called: list[int] = []
    for job_id, queue in waiting:
        if not wake(job_id, queue):
            break
        called.append(job_id)
    Job.objects.filter(pk__in=called, state=JobState.QUEUED).update(wake_at=Now() + CALL_AGAIN_AFTER)
    return len(called)
