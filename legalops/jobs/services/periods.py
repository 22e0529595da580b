"""Starting periodic work once per period, however many schedulers tick."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from legalops.jobs.models import Job, PeriodRun
from legalops.jobs.registry import Periodic, periodics
from legalops.jobs.services.enqueueing import enqueue
from legalops.jobs.services.schedules import kept
from legalops.kernel import clock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# One job row per periodic job: it is put back in the queue each period.
KEY = "periodic"


def start_due_periods(now: datetime | None = None) -> int:
    """Enqueue each periodic job whose present period has not been started; how many were.

    An administrator's schedule comes before the shipped one, and what is paused does not start.
    """
    now = now or clock.now()
    return sum(_start(each, period_of(each, now)) for each in kept(periodics()))


def period_of(periodic: Periodic, now: datetime) -> str:
    """Label of the period that an aware instant falls in: a UTC start, or the local date of a daily job.

    A daily job's day begins at its time of day in settings.REPORTING_TIME_ZONE.
    """
    if periodic.at is None:
        return (EPOCH + (now - EPOCH) // periodic.every * periodic.every).isoformat()
    local = now.astimezone(ZoneInfo(settings.REPORTING_TIME_ZONE))
    day = local.date() if local.time() >= periodic.at else local.date() - timedelta(days=1)
    return day.isoformat()


def _start(periodic: Periodic, period: str) -> bool:
    if PeriodRun.objects.filter(name=periodic.name, period=period).exists():
        return False
    with transaction.atomic():
        period_run, is_mine = PeriodRun.objects.get_or_create(name=periodic.name, period=period)
        if is_mine:
            period_run.job = _enqueue(periodic)
            period_run.save(update_fields=["job"])
    return is_mine


def _enqueue(periodic: Periodic) -> Job:
    job = enqueue(periodic.name, key=KEY)
    # A run that still waits or works absorbs this period; only a finished one starts anew.
    return enqueue(periodic.name, key=KEY, again=True) if job.is_finished else job
