"""Calls to workers. A call that is lost costs seconds, never the work: the sweeper calls again."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import Celery
from django.conf import settings
from django.utils.module_loading import import_string

RUN_TASK = "legalops.jobs.run"

log = logging.getLogger(__name__)

_quiet: ContextVar[bool] = ContextVar("workers left alone", default=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Call no workers: for whoever drains the queue in its own process; the sweeper finds what is left."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def wake(job_id: int, queue: str) -> bool:
    """Tell a worker that a job waits; False when the broker cannot be reached (logged, harmless)."""
    if _quiet.get() or not getattr(settings, "JOBS_WAKE_WORKERS", True):
        return False
    try:
        _celery().send_task(RUN_TASK, args=[job_id], queue=queue, retry=False, ignore_result=True)
    except Exception:
        # Whatever the broker's client raises, the caller's work is committed and must not look failed.
        log.warning("Broker unreachable; job %s waits for the sweeper.", job_id, exc_info=True)
        return False
    return True


def _celery() -> Celery:
    # By setting, because the Celery application belongs to the composition root above this package.
    return import_string(getattr(settings, "JOBS_CELERY_APP", "legalops.celery.app"))
