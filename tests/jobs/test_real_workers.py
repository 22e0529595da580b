"""Jobs through a real broker and real Celery processes, killed at the worst moment.

Source: domain/reliability.md §1.10 and §4 tests 11, 12, 15-18. The test process plays beat (`sweep`) where a
test is not about beat itself.
"""

import os
import signal
import time
from contextlib import ExitStack

import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection, transaction

from legalops import jobs
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job, PeriodRun
from legalops.jobs.services.sweeping import sweep
from legalops.jobs.waking import wake
from tests.jobs import proof_handlers  # noqa: F401  (registers what this process asks for)
from tests.jobs.processes import BEAT, WORKER, CeleryProcess, wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.queue]

# Lease, one sweep, and a busy machine.
RECOVERY_SECONDS = 20


@pytest.fixture(autouse=True)
def effects(transactional_db):
    """The table of effects; it goes with the test's database."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effect (id serial PRIMARY KEY, job_id bigint, attempt int, note text)")


@pytest.fixture
def start(tmp_path):
    """Start workers and beats that end with the test, none of which hears the calls of tests before."""
    empty_broker()
    with ExitStack() as stack:

        def launch(arguments, name):
            process = CeleryProcess(arguments, tmp_path, name)
            stack.callback(process.stop)
            return process

        yield launch


@pytest.fixture
def worker(start):
    """A worker that takes messages."""
    process = start(WORKER, "first")
    process.wait_ready()
    return process


def notes():
    """(attempt, note) of every committed effect."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT attempt, note FROM effect ORDER BY id")
        return cursor.fetchall()


def is_done(job):
    """Whether the job ended well."""
    return Job.objects.filter(pk=job.pk, state=JobState.DONE).exists()


def working_process(job):
    """Pid of the pool process that does the job, once it says so."""
    wait_for(lambda: pid_of(job), 20, "the job did not start")
    return pid_of(job)


def pid_of(job):
    """From the progress text."""
    text = Job.objects.get(pk=job.pk).progress_text
    return int(text.removeprefix("pid ")) if text else 0


def sweep_until(condition, seconds=RECOVERY_SECONDS):
    """Play beat until the condition holds; how many seconds it took."""

    def swept():
        sweep()
        time.sleep(0.2)
        return condition()

    return wait_for(swept, seconds)


def empty_broker():
    """Lose every message, as a broker does that was restarted without its data."""
    address = django_settings.CELERY_BROKER_URL.removeprefix("redis+socket://")
    path, _, database = address.partition("?virtual_host=")
    redis.Redis(unix_socket_path=path, db=int(database or 0)).flushdb()


def test_asked_in_a_transaction_done_by_a_worker(worker):
    with transaction.atomic():
        job = jobs.enqueue("proof.effect", note="normal")
    wait_for(lambda: is_done(job), 10)
    job.refresh_from_db()
    assert notes() == [(1, "normal")]
    assert job.result["pid"] != os.getpid()


def test_progress_is_seen_while_the_worker_works(worker):
    job = jobs.enqueue("proof.slow", seconds=2)
    working_process(job)
    seen = Job.objects.get(pk=job.pk)
    assert (seen.state, seen.progress_total, notes()) == (JobState.RUNNING, 20, [])
    wait_for(lambda: is_done(job), 10)


def test_pool_process_killed_in_the_middle(worker):
    job = jobs.enqueue("proof.slow", seconds=2)
    os.kill(working_process(job), signal.SIGKILL)
    sweep_until(lambda: is_done(job))
    assert notes() == [(2, "first half"), (2, "second half")]


def test_whole_worker_killed_and_another_started(worker, start):
    job = jobs.enqueue("proof.slow", seconds=2)
    working_process(job)
    worker.kill_all()
    start(WORKER, "second")
    sweep_until(lambda: is_done(job), RECOVERY_SECONDS + 15)
    assert notes() == [(2, "first half"), (2, "second half")]


def test_delivered_twenty_times_done_once(worker):
    job = jobs.enqueue("proof.slow", seconds=1)
    for _ in range(20):
        wake(job.pk, job.queue)
    wait_for(lambda: is_done(job), 15)
    time.sleep(1)
    assert notes() == [(1, "first half"), (1, "second half")]


def test_broker_away_when_asked(worker, monkeypatch, caplog):
    def away():
        raise ConnectionError("no broker")

    with monkeypatch.context() as patched:
        patched.setattr("legalops.jobs.waking._celery", away)
        job = jobs.enqueue("proof.effect", note="late")
    assert "waits for the sweeper" in caplog.text
    Job.objects.filter(pk=job.pk).update(wake_at=job.created_at)
    sweep_until(lambda: is_done(job))
    assert notes() == [(1, "late")]


def test_broker_emptied_with_jobs_queued(start):
    asked = [jobs.enqueue("proof.effect", note=str(number)) for number in range(100)]
    empty_broker()
    Job.objects.update(wake_at=asked[0].created_at)
    start(WORKER, "first")
    done = Job.objects.filter(name="proof.effect", state=JobState.DONE)
    sweep_until(lambda: done.count() == 100, 60)
    assert sorted(note for _, note in notes()) == sorted(map(str, range(100)))


def test_real_broker_that_does_not_answer_costs_the_caller_little(settings):
    from celery import Celery

    dead = Celery("dead", broker="redis+socket:///nonexistent/valkey.sock")
    dead.conf.broker_transport_options = django_settings.CELERY_BROKER_TRANSPORT_OPTIONS
    settings.JOBS_CELERY_APP = "tests.jobs.test_real_workers.DEAD"
    globals()["DEAD"] = dead
    began = time.monotonic()
    job = jobs.enqueue("proof.effect", note="never called")
    assert time.monotonic() - began < 5
    assert job.state == JobState.QUEUED


def test_retry_and_refusal_through_a_worker(worker):
    flaky, refused = jobs.enqueue("proof.flaky"), jobs.enqueue("proof.refused")
    wait_for(lambda: Job.objects.get(pk=flaky.pk).attempts == 1, 10)
    wait_for(lambda: Job.objects.get(pk=refused.pk).state == JobState.FAILED, 10)
    sweep_until(lambda: is_done(flaky))
    refused.refresh_from_db()
    assert refused.error == "Line 3 has no matter."
    assert notes() == [(2, "worked")]


def test_two_beats_start_each_period_once(worker, start):
    began = time.monotonic()
    for name in ("beat-one", "beat-two"):
        start(BEAT, name)
    wait_for(lambda: len(notes()) >= 3, 60)
    periods = PeriodRun.objects.filter(name="proof.tick").count()
    assert len(notes()) <= periods <= (time.monotonic() - began) / 2 + 2
    assert Job.objects.filter(name="proof.tick").count() == 1


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_twenty_kills_lose_and_double_nothing(worker):
    """Half of the kills hit early, half late in the work; with the lease of 2 s each is back within 15 s."""
    recovered = []
    for number in range(20):
        job = jobs.enqueue("proof.slow", key=str(number), seconds=1)
        pid = working_process(job)
        time.sleep(0.4 * (number % 2))
        os.kill(pid, signal.SIGKILL)
        recovered.append(sweep_until(lambda job=job: is_done(job)))
    assert len(notes()) == 40
    assert Job.objects.filter(name="proof.slow", state=JobState.DONE).count() == 20
    assert max(recovered) < 15
