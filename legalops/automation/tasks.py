"""Doorways of the background work."""

from datetime import time, timedelta

from legalops import jobs
from legalops.automation.services import purge


@jobs.periodic("automation.purge", every=timedelta(days=1), at=time(3, 40))
def purge_old(job: jobs.JobContext) -> dict:
    """Forget what rules did more than a year ago."""
    return {"runs": purge()}
