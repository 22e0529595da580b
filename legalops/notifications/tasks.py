"""Doorways of the background work."""

from datetime import timedelta

from legalops import jobs
from legalops.notifications.services.delivering import deliver_due
from legalops.notifications.services.planning import DELIVER


@jobs.handler(DELIVER)
def deliver_now(job: jobs.JobContext) -> dict:
    """Send what was just told."""
    return {"deliveries": deliver_due(job.progress)}


@jobs.periodic("notifications.deliver_due", every=timedelta(minutes=1))
def deliver_what_is_due(job: jobs.JobContext) -> dict:
    """Send digests, what waited for quiet hours to end, and what could not be sent before."""
    return {"deliveries": deliver_due(job.progress)}
