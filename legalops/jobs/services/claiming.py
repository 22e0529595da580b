"""Taking a job: a conditional UPDATE, so that one worker gets it however many are called."""

import logging
from datetime import timedelta
from uuid import uuid4

from django.db.models import F
from django.db.models.functions import Coalesce, Now

from legalops.jobs import registry
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.jobs.registry import Handler

log = logging.getLogger(__name__)


def claim(job_id: int) -> tuple[Job, Handler] | None:
    """The job under a fresh lease and its handler, or None when it is not due or somebody else has it.

    A job whose name this process does not know stays in the queue: during a deployment a newer worker does.
    """
    waiting = Job.objects.filter(pk=job_id).due()
    name = waiting.values_list("name", flat=True).first()
    if name is None:
        return None
    try:
        handler = registry.find(name)
    except registry.UnknownJob:
        log.error("Job %s is named %s, which this worker does not know.", job_id, name)
        return None
    return _take(job_id, handler)


def _take(job_id: int, handler: Handler) -> tuple[Job, Handler] | None:
    token = uuid4()
    taken = (
        Job.objects.filter(pk=job_id)
        .due()
        .update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            lease_token=token,
            lease_until=Now() + timedelta(seconds=handler.lease),
            started_at=Coalesce(F("started_at"), Now()),
            run_after=None,
            repeat=False,
        )
    )
    if not taken:
        return None
    return Job.objects.select_related("created_by").get(pk=job_id), handler
