"""Forgetting work that ended long ago."""

from datetime import timedelta

from django.db.models.functions import Now

from legalops.jobs.enums import JobState
from legalops.jobs.models import Job, PeriodRun
from legalops.jobs.registry import periodics
from legalops.jobs.services.periods import KEY

KEEP_DONE = timedelta(days=30)
KEEP_FAILED = timedelta(days=365)
KEEP_PERIODS = timedelta(days=3)


def purge() -> int:
    """Delete jobs that ended long ago (failed ones are kept a year) and started periods; how many jobs."""
    ended = Job.objects.filter(
        state__in=(JobState.DONE, JobState.CANCELLED), finished_at__lt=Now() - KEEP_DONE
    )
    failed = Job.objects.filter(state=JobState.FAILED, finished_at__lt=Now() - KEEP_FAILED)
    deleted = sum(rows.exclude(key=KEY).delete()[0] for rows in (ended, failed))
    for each in periodics():
        keep = max(KEEP_PERIODS, 2 * each.every)
        PeriodRun.objects.filter(name=each.name, created_at__lt=Now() - keep).delete()
    return deleted
