"""Doing a job that was claimed, and draining the queue in this process."""

import json
import logging
import traceback
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils.translation import gettext as _

from legalops.audit import context as audit_context
from legalops.jobs import backoff, registry
from legalops.jobs.context import JobContext, LeaseLost
from legalops.jobs.models import Job
from legalops.jobs.pulse import Pulse
from legalops.jobs.registry import Handler
from legalops.jobs.services import finishing
from legalops.jobs.services.claiming import claim
from legalops.kernel.errors import DomainError, RetryableError, TerminalError

log = logging.getLogger(__name__)


def run(job_id: int, *, propagate: bool = False) -> bool:
    """Claim and do one job; False when there was nothing to do for this worker.

    Failures are recorded on the job. With `propagate` (tests, commands) they are raised as well.
    """
    claimed = claim(job_id)
    if claimed is None:
        return False
    job, handler = claimed
    with audit_context.correlated(job.correlation_id, actor_id=job.created_by_id):
        _attempt(job, handler, propagate=propagate)
    return True


def run_pending(limit: int | None = None, *, propagate: bool = False) -> int:
    """Do the due jobs of this process's handlers in order, including those they enqueue; how many were done.

    For tests, commands and demo data. Works inside an open transaction too.
    """
    done = 0
    while limit is None or done < limit:
        waiting = Job.objects.due().filter(name__in=registry.names()).order_by("id")
        job_id = waiting.values_list("pk", flat=True).first()
        if job_id is None:
            break
        done += run(job_id, propagate=propagate)
    return done


def _attempt(job: Job, handler: Handler, *, propagate: bool) -> None:
    pulse = Pulse(job.pk, job.lease_token, handler.lease)
    try:
        with pulse, _savepoint():
            result = _storable(handler.function(JobContext(job, pulse), **job.args))
    except LeaseLost:
        log.warning("Job %s (%s) was taken over by another worker.", job.pk, job.name)
    except Exception as failure:
        _record(job, failure)
        if propagate:
            raise
    else:
        finishing.complete(job, result=result, progress=pulse.latest)


def _storable(result: Any) -> dict[str, Any] | None:
    # Checked while a failure can still be recorded: afterwards it would look like a dead worker.
    if result is not None and not isinstance(result, dict):
        raise TypeError(f"A job returns a dict or nothing, not {type(result).__name__}.")
    json.dumps(result, cls=DjangoJSONEncoder)
    return result


def _savepoint() -> AbstractContextManager[Any]:
    # Inside somebody's transaction a failed job must not take that transaction down with it.
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _record(job: Job, failure: Exception) -> None:
    if not connection.in_atomic_block:
        # A failure of the connection itself must not keep this one from being recorded.
        connection.close_if_unusable_or_obsolete()
    detail = "".join(traceback.format_exception(failure))
    if isinstance(failure, DomainError | TerminalError):
        log.info("Job %s (%s) ended: %s", job.pk, job.name, type(failure).__name__)
        finishing.fail(job, error=str(failure), detail=detail)
    elif job.attempts < job.max_attempts:
        log.warning("Job %s (%s) failed at attempt %s.", job.pk, job.name, job.attempts, exc_info=failure)
        finishing.postpone(job, after=backoff.delay(job.attempts), error=_waiting(failure), detail=detail)
    else:
        log.error("Job %s (%s) failed for good.", job.pk, job.name, exc_info=failure)
        finishing.fail(job, error=_final(job, failure), detail=detail)


def _waiting(failure: Exception) -> str:
    return (
        str(failure)
        if isinstance(failure, RetryableError)
        else _("This did not work and will be tried again.")
    )


def _final(job: Job, failure: Exception) -> str:
    if isinstance(failure, RetryableError) and str(failure):
        return str(failure)
    return _(
        "This could not be finished because of an unexpected problem on our side. "
        "Try again, or give job number %(job)s to your administrator."
    ) % {"job": job.pk}
