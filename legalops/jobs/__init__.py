"""Durable background work: the job row is the truth, Celery only wakes workers. Owner: platform.

from legalops import jobs

jobs.enqueue("billing.import_submission", key=str(submission.pk), submission_id=submission.pk)

@jobs.handler("billing.import_submission")
def import_submission(job: jobs.JobContext, submission_id: int) -> None: ...
"""

from typing import TYPE_CHECKING, Any

from legalops.jobs.registry import handler, periodic

if TYPE_CHECKING:
    from legalops.jobs.context import JobContext, LeaseLost
    from legalops.jobs.services.enqueueing import enqueue
    from legalops.jobs.services.running import run_pending

__all__ = ["JobContext", "LeaseLost", "enqueue", "handler", "periodic", "run_pending"]

# These need models, which exist only after Django has loaded its applications; `handler` does not.
_AFTER_SETUP = {
    "JobContext": "legalops.jobs.context",
    "LeaseLost": "legalops.jobs.context",
    "enqueue": "legalops.jobs.services.enqueueing",
    "run_pending": "legalops.jobs.services.running",
}


def __getattr__(name: str) -> Any:
    if name not in _AFTER_SETUP:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_AFTER_SETUP[name]), name)
