"""Periodic work: once per period."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from legalops import jobs
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job, PeriodRun
from legalops.jobs.registry import Periodic
from legalops.jobs.services.periods import period_of, start_due_periods
from legalops.jobs.services.purging import purge
from legalops.kernel import clock

NOON = datetime(2026, 5, 14, 12, 0, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quiet(calls):
    """No broker here."""


@pytest.fixture
def ticks(handle):
    """Numbers of the runs of a job of every five seconds, the only periodic one."""
    jobs.registry._periodics.clear()
    seen = []

    @jobs.periodic("tests.tick", every=timedelta(seconds=5))
    def tick(job):
        seen.append(len(seen) + 1)

    return seen


def test_each_period_starts_once_whoever_ticks(db, ticks):
    assert [start_due_periods(NOON), start_due_periods(NOON), jobs.run_pending()] == [1, 0, 1]
    later = NOON + timedelta(seconds=5)
    assert [start_due_periods(later), jobs.run_pending(), start_due_periods(later)] == [1, 1, 0]
    assert ticks == [1, 2]
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_schedulers_at_once(ticks):
    def tick(_):
        try:
            return start_due_periods(NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tick, range(8))) == 1
    assert (PeriodRun.objects.count(), Job.objects.count()) == (1, 1)


def test_missed_periods_are_made_up_once(db, ticks):
    start_due_periods(NOON)
    jobs.run_pending()
    assert start_due_periods(NOON + timedelta(hours=8)) == 1
    assert jobs.run_pending() == 1


def test_run_that_still_waits_absorbs_the_next_period(db, ticks):
    start_due_periods(NOON)
    start_due_periods(NOON + timedelta(seconds=5))
    assert jobs.run_pending() == 1
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 5, 14, 6, 59, tzinfo=UTC), "2026-05-13"),
        (datetime(2026, 5, 14, 7, 0, tzinfo=UTC), "2026-05-14"),
        (datetime(2026, 12, 14, 7, 59, tzinfo=UTC), "2026-12-13"),
        (datetime(2026, 12, 14, 8, 0, tzinfo=UTC), "2026-12-14"),
    ],
)
def test_daily_work_starts_at_three_in_new_york_summer_and_winter(settings, instant, day):
    settings.REPORTING_TIME_ZONE = "America/New_York"
    assert period_of(Periodic("x", timedelta(days=1), time(3)), instant) == day


def test_short_periods_are_labelled_by_their_start():
    assert period_of(Periodic("x", timedelta(seconds=5)), NOON) == "2026-05-14T12:00:05+00:00"


def test_time_of_day_needs_a_daily_job():
    with pytest.raises(ValueError, match="days=1"):
        jobs.periodic("tests.odd", every=timedelta(hours=1), at=time(3))


def test_old_work_is_forgotten_failures_later(db, ticks, handle):
    handle("tests.note")(lambda job: None)
    old = clock.now() - timedelta(days=40)
    for state in (JobState.DONE, JobState.FAILED):
        Job.objects.create(name="tests.note", state=state, finished_at=old)
    Job.objects.create(name="tests.note")
    Job.objects.create(name="tests.tick", key="periodic", state=JobState.DONE, finished_at=old)
    PeriodRun.objects.create(name="tests.tick", period="then", created_at=old)
    start_due_periods(NOON)
    assert purge() == 1
    assert sorted(Job.objects.values_list("state", flat=True)) == ["FAILED", "QUEUED", "QUEUED"]
    assert PeriodRun.objects.get().period == period_of(Periodic("", timedelta(seconds=5)), NOON)


def test_command_runs_lists_and_sweeps(db, ticks, capsys):
    call_command("jobs", "sweep")
    call_command("jobs", "list")
    call_command("jobs", "run")
    call_command("jobs", "list", "--state", "DONE", "--json")
    out = capsys.readouterr().out
    assert "1 started, 0 recovered, 0 woken" in out
    assert "QUEUED" in out
    assert "1 done" in out
    assert '"state": "DONE"' in out
