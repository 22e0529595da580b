"""How attempts end."""

from datetime import timedelta

import pytest

from legalops import jobs
from legalops.accounts.models import User
from legalops.jobs import backoff
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, RetryableError, TerminalError


@pytest.fixture(autouse=True)
def quiet(calls):
    """No broker here."""


def run_one(name, **options):
    """Enqueue, run once, and read back."""
    job = jobs.enqueue(name, **options)
    jobs.run_pending(limit=1)
    job.refresh_from_db()
    return job


def make_due(job):
    """Let the wait be over."""
    Job.objects.filter(pk=job.pk).update(run_after=clock.now() - timedelta(seconds=1))


def test_result_and_last_progress_are_kept(db, handle):
    @handle("tests.count")
    def count(job):
        job.progress(3, 4, "counting")
        return {"counted": 3}

    job = run_one("tests.count")
    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"counted": 3}, 1)
    assert (job.progress_done, job.progress_total, job.progress_text) == (3, 4, "counting")
    assert (job.lease_token, job.error, job.percent) == (None, "", 100)
    assert job.created_at <= job.started_at <= job.finished_at


def test_retryable_failure_waits_longer_each_time(db, handle):
    @handle("tests.flaky")
    def flaky(job):
        raise RetryableError("The exchange-rate source does not answer.")

    job = run_one("tests.flaky")
    waits = []
    for attempt in (1, 2, 3):
        assert (job.state, job.attempts) == (JobState.QUEUED, attempt)
        assert job.error == "The exchange-rate source does not answer."
        waits.append(job.run_after - clock.now())
        assert jobs.run_pending() == 0
        make_due(job)
        jobs.run_pending(limit=1)
        job.refresh_from_db()
    assert waits == sorted(waits)
    assert timedelta(seconds=1) < waits[0] < timedelta(seconds=3)


def test_back_off_doubles_up_to_a_ceiling():
    assert [round(backoff.delay(n).total_seconds() / 2**n) for n in (1, 4, 7)] == [1, 1, 1]
    assert backoff.delay(60) <= timedelta(seconds=900 * 1.2)


@pytest.mark.parametrize(
    "failure", [TerminalError("Line 7 has no date."), DomainError("tests.bad", "Line 7 has no date.")]
)
def test_terminal_failure_ends_with_its_sentence(db, handle, failure):
    told = []

    @handle("tests.bad", on_failed=lambda job, message, file_id: told.append((file_id, message)))
    def bad(job, file_id):
        raise failure

    job = run_one("tests.bad", file_id=9)
    assert (job.state, job.attempts, job.error) == (JobState.FAILED, 1, "Line 7 has no date.")
    assert "test_outcomes.py" in job.error_detail
    assert told == [(9, "Line 7 has no date.")]


def test_unexpected_failure_is_tried_again_then_ends_without_showing_its_inside(db, handle):
    @handle("tests.broken")
    def broken(job):
        raise KeyError("secret column")

    job = run_one("tests.broken", max_attempts=2)
    assert job.state == JobState.QUEUED
    make_due(job)
    jobs.run_pending()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 2)
    assert "secret" not in job.error
    assert f"job number {job.pk}" in job.error
    assert "secret column" in job.error_detail


def test_failed_attempt_leaves_no_half_work(db, handle):
    @handle("tests.half")
    def half(job):
        User.objects.create_user("half@example.test", full_name="Half")
        raise TerminalError("Stopped half way.")

    assert run_one("tests.half").state == JobState.FAILED
    assert not User.objects.filter(email="half@example.test").exists()


def test_failure_of_the_follow_up_does_not_hide_the_failure(db, handle):
    def follow_up(job, message):
        raise ZeroDivisionError

    @handle("tests.sad", on_failed=follow_up)
    def sad(job):
        raise TerminalError("No.")

    assert run_one("tests.sad").error == "No."


def test_result_that_cannot_be_stored_is_a_recorded_failure(db, handle):
    handle("tests.odd")(lambda job: {"when": object()})
    job = run_one("tests.odd", max_attempts=1)
    assert job.state == JobState.FAILED
    assert "not JSON serializable" in job.error_detail


def test_propagated_failure_is_recorded_too(db, handle):
    @handle("tests.loud")
    def loud(job):
        raise TerminalError("Loud.")

    job = jobs.enqueue("tests.loud")
    with pytest.raises(TerminalError):
        jobs.run_pending(propagate=True)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
