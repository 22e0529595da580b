"""Jobs of lists."""

from datetime import time, timedelta

from legalops.jobs.context import JobContext
from legalops.jobs.registry import handler, periodic
from legalops.lists.services import clearing, working


def _stopped(job: JobContext, message: str, run_id: int) -> None:
    working.stop(run_id, job.job_id, message)


@handler("lists.work", on_failed=_stopped)
def work(job: JobContext, run_id: int) -> dict[str, int]:
    """Try, change or put back the rows of a bulk change."""
    return working.do_work(run_id, job.job_id, job)


@periodic("lists.clear", every=timedelta(days=1), at=time(3, 20))
def clear(job: JobContext) -> dict[str, int]:
    """Forget bulk changes that are long over, and views that people deleted long ago."""
    return clearing.clear()
