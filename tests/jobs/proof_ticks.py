"""A periodic job for the test of two beats; workers know it, the test process does not."""

from datetime import timedelta

from legalops import jobs
from tests.jobs.proof_handlers import SHORT_LEASE, leave


@jobs.periodic("proof.tick", every=timedelta(seconds=2), lease=SHORT_LEASE)
def tick(job: jobs.JobContext) -> None:
    """Once per period."""
    leave(job, "tick")
