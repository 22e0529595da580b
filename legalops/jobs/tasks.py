"""Doorways of this application's own periodic work."""

from datetime import time, timedelta

from legalops.jobs.context import JobContext
from legalops.jobs.registry import periodic
from legalops.jobs.services.purging import purge


@periodic("jobs.purge", every=timedelta(days=1), at=time(3, 10))
def purge_ended_jobs(job: JobContext) -> dict[str, int]:
    """Forget work that ended long ago."""
    return {"deleted": purge()}
