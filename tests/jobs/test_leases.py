"""Claims, leases and taking over, on committed rows and separate connections."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from legalops import jobs
from legalops.accounts.models import User
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.jobs.services import finishing
from legalops.jobs.services.claiming import claim
from legalops.jobs.services.running import run
from legalops.jobs.services.sweeping import sweep
from legalops.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quiet(calls):
    """No broker here."""


def in_threads(count, work):
    """Results of the work done at once on separate connections."""
    start = threading.Barrier(count)

    def begin(number):
        start.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def expire(job):
    """Let the lease run out, as if its worker had died long ago."""
    Job.objects.filter(pk=job.pk).update(lease_until=clock.now() - timedelta(seconds=1))


def test_of_eight_workers_one_gets_each_job(handle):
    seen = []
    handle("tests.once")(lambda job: seen.append(job.job_id))
    asked = [jobs.enqueue("tests.once").pk for _ in range(20)]
    for job_id in asked:
        assert sum(in_threads(8, lambda _, job_id=job_id: run(job_id))) == 1
    assert seen == asked


def test_without_the_claim_the_race_appears():
    """Negative control: read-then-write lets several workers through."""
    slow = threading.Barrier(4)
    job = Job.objects.create(name="tests.control")

    def careless(_):
        is_free = Job.objects.filter(pk=job.pk).due().exists()
        slow.wait()
        return is_free

    assert sum(in_threads(4, careless)) == 4


def test_same_key_asked_at_once_is_one_job(handle):
    handle("tests.keyed")(lambda job: None)
    ids = in_threads(8, lambda _: jobs.enqueue("tests.keyed", key="k").pk)
    assert len(set(ids)) == 1
    assert Job.objects.count() == 1


def test_progress_and_lease_are_seen_before_the_work_commits(handle):
    seen = {}

    @handle("tests.long", lease=1)
    def long(job):
        with transaction.atomic():
            User.objects.create_user("unseen@example.test", full_name="Unseen")
            job.progress(40, 100, "storing lines")
            time.sleep(2.2)
            seen.update(in_threads(1, lambda _: look(job.job_id))[0])
            job.heartbeat()

    def look(job_id):
        row = Job.objects.filter(pk=job_id).values("progress_done", "progress_text", "state").get()
        return {**row, "stranded": Job.objects.stranded().exists(), "user": User.objects.exists()}

    job = jobs.enqueue("tests.long")
    run(job.pk)
    assert seen == {
        "progress_done": 40,
        "progress_text": "storing lines",
        "state": JobState.RUNNING,
        "stranded": False,
        "user": False,
    }
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_progress_is_written_at_most_twice_a_second(handle, django_assert_num_queries):
    @handle("tests.chatty")
    def chatty(job):
        for done in range(10_000):
            job.progress(done, 10_000)

    job = jobs.enqueue("tests.chatty")
    with django_assert_num_queries(4):  # name, claim, row, completion: none for ten thousand reports
        run(job.pk)
    job.refresh_from_db()
    assert job.progress_done == 9_999


def test_stranded_job_is_brought_back_and_done_by_another(handle, calls):
    handle("tests.stranded")(lambda job: {"attempt": job.attempt})
    job = jobs.enqueue("tests.stranded")
    claim(job.pk)
    assert sweep().recovered == 0
    expire(job)
    calls.clear()
    assert sweep().recovered == 1
    assert calls == [job.pk]
    assert run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"attempt": 2})


def test_job_that_kills_every_worker_ends_with_a_sentence(handle):
    told = []
    handle("tests.poison", on_failed=lambda job, message: told.append(message))(lambda job: None)
    job = jobs.enqueue("tests.poison", max_attempts=2)
    for _ in range(2):
        assert claim(job.pk)
        expire(job)
        assert sweep().recovered == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 2)
    assert "stopped 2 times" in job.error
    assert told == [job.error]


def test_worker_that_lost_its_lease_changes_nothing(handle):
    handle("tests.late")(lambda job: None)
    job = jobs.enqueue("tests.late")
    late, _ = claim(job.pk)
    expire(job)
    sweep()
    second, _ = claim(job.pk)
    assert not finishing.fail(late, error="Late.", detail="")
    job.refresh_from_db()
    assert (job.state, job.lease_token) == (JobState.RUNNING, second.lease_token)


def test_fence_keeps_a_late_worker_from_committing(handle):
    @handle("tests.fenced", lease=30)
    def fenced(job):
        with transaction.atomic():
            User.objects.create_user(f"attempt{job.attempt}@example.test", full_name="Effect")
            if job.attempt == 1:
                in_threads(1, lambda _: take_over(job.job_id))
            job.fence()

    def take_over(job_id):
        expire(Job(pk=job_id))
        sweep()
        run(job_id)

    job = jobs.enqueue("tests.fenced")
    run(job.pk)
    assert [user.email for user in User.objects.all()] == ["attempt2@example.test"]
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_heartbeat_stops_a_worker_that_was_replaced(handle):
    stopped = []

    @handle("tests.replaced", lease=0.4)
    def replaced(job):
        if job.attempt > 1:
            return
        in_threads(
            1,
            lambda _: Job.objects.filter(pk=job.job_id).update(
                state=JobState.QUEUED, lease_token=None, lease_until=None
            ),
        )
        for _ in range(50):
            time.sleep(0.05)
            try:
                job.heartbeat()
            except jobs.LeaseLost:
                stopped.append(job.attempt)
                raise

    job = jobs.enqueue("tests.replaced")
    run(job.pk)
    job.refresh_from_db()
    assert (stopped, job.state) == ([1], JobState.QUEUED)


def test_sweeper_leaves_a_job_that_is_committing_alone(handle):
    handle("tests.busy")(lambda job: None)
    job = jobs.enqueue("tests.busy")
    claim(job.pk)
    expire(job)
    with transaction.atomic():
        Job.objects.select_for_update().get(pk=job.pk)
        assert in_threads(1, lambda _: sweep().recovered) == [0]
    assert sweep().recovered == 1


def test_fence_needs_a_transaction(handle):
    @handle("tests.unfenced")
    def unfenced(job):
        job.fence()

    job = jobs.enqueue("tests.unfenced", max_attempts=1)
    run(job.pk)
    job.refresh_from_db()
    assert "RuntimeError" in job.error_detail


def backends(but=0):
    """Server processes of this database's other connections."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid NOT IN (pg_backend_pid(), %s)",
            [but],
        )
        return [pid for (pid,) in cursor.fetchall()]


def cut(*pids):
    """End connections from the server's side."""
    with connection.cursor() as cursor:
        for pid in pids:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_work_whose_connection_was_cut_is_tried_again(handle):
    @handle("tests.cut")
    def cut_off(job):
        with transaction.atomic():
            User.objects.create_user("cut@example.test", full_name="Cut")
            in_threads(1, lambda _: cut(*backends()))
            User.objects.count()

    job = jobs.enqueue("tests.cut")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_token) == (JobState.QUEUED, 1, None)
    assert not User.objects.exists()


def test_lease_survives_a_cut_of_its_own_connection(handle):
    @handle("tests.cut_pulse", lease=2)
    def cut_pulse(job):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (mine,) = cursor.fetchone()
        for done in range(30):
            job.progress(done, 30)
            time.sleep(0.1)
            if done == 12:
                in_threads(1, lambda _: cut(*backends(but=mine)))

    job = jobs.enqueue("tests.cut_pulse")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)
