"""What Celery calls: run the job with this id, and sweep. Nothing else travels through the broker."""

from celery import shared_task

from legalops.jobs.services.running import run
from legalops.jobs.services.sweeping import sweep
from legalops.jobs.waking import RUN_TASK


@shared_task(name=RUN_TASK)
def run_job(job_id: int) -> None:
    """Do the job if it still waits; a second delivery finds it taken and ends."""
    run(job_id)


@shared_task(name="legalops.jobs.sweep")
def sweep_jobs() -> None:
    """Beat calls this every few seconds; the message expires, so ticks do not pile up behind long work."""
    sweep()
