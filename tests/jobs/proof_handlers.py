"""Handlers that leave traces in the table `effect`, for tests with real workers."""

import os
import time

from django.db import connection, transaction

from legalops import jobs
from legalops.kernel.errors import RetryableError, TerminalError

SHORT_LEASE = 2


def leave(job: jobs.JobContext, note: str) -> None:
    """One row per effect."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO effect (job_id, attempt, note) VALUES (%s, %s, %s)", [job.job_id, job.attempt, note]
        )


@jobs.handler("proof.effect", lease=SHORT_LEASE)
def effect(job: jobs.JobContext, note: str) -> dict[str, int]:
    """At once."""
    with transaction.atomic():
        leave(job, note)
    return {"pid": os.getpid()}


@jobs.handler("proof.slow", lease=SHORT_LEASE)
def slow(job: jobs.JobContext, seconds: int) -> None:
    """One transaction that takes a while and says which process works; the first half is written early."""
    with transaction.atomic():
        leave(job, "first half")
        for tenth in range(seconds * 10):
            job.progress(tenth, seconds * 10, f"pid {os.getpid()}")
            time.sleep(0.1)
        leave(job, "second half")
        job.fence()


@jobs.handler("proof.flaky", lease=SHORT_LEASE)
def flaky(job: jobs.JobContext) -> None:
    """Works at the second attempt."""
    if job.attempt == 1:
        raise RetryableError("The other side does not answer.")
    leave(job, "worked")


@jobs.handler("proof.refused", lease=SHORT_LEASE)
def refused(job: jobs.JobContext) -> None:
    """Never works."""
    raise TerminalError("Line 3 has no matter.")
