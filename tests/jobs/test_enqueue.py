"""Asking for work."""

from datetime import timedelta

import pytest
from django.db import transaction

from legalops import jobs
from legalops.audit import context
from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.jobs.registry import UnknownJob
from legalops.kernel import clock


@pytest.fixture(autouse=True)
def quiet(calls):
    """No broker here."""


@pytest.fixture
def done(handle):
    """Ids that the handler was called with."""
    seen = []
    handle("tests.note")(lambda job, note_id: seen.append(note_id))
    return seen


def test_unknown_name_fails_at_once(db):
    with pytest.raises(UnknownJob, match=r"tests\.nobody"):
        jobs.enqueue("tests.nobody")
    assert not Job.objects.exists()


def test_only_primitive_ids_travel(done, asker):
    with pytest.raises(TypeError, match="note_id"):
        jobs.enqueue("tests.note", note_id=asker)


def test_worker_is_called_after_commit_only(db, done, calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("tests.note", note_id=1)
        assert calls == []
    assert calls == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_rolled_back_work_was_never_asked_for(done, calls):
    with transaction.atomic():
        jobs.enqueue("tests.note", note_id=1)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert calls == []


def test_same_key_is_one_job(db, done):
    first = jobs.enqueue("tests.note", key="n1", note_id=1)
    second = jobs.enqueue("tests.note", key="n1", note_id=1)
    assert first.pk == second.pk
    assert jobs.run_pending() == 1
    assert jobs.enqueue("tests.note", key="n1", note_id=1).state == JobState.DONE
    assert jobs.run_pending() == 0
    assert done == [1]


def test_jobs_without_key_are_separate(db, done):
    jobs.enqueue("tests.note", note_id=1)
    jobs.enqueue("tests.note", note_id=2)
    assert jobs.run_pending() == 2
    assert done == [1, 2]


def test_again_runs_a_finished_job_with_new_ids(db, done):
    first = jobs.enqueue("tests.note", key="n", note_id=1)
    jobs.run_pending()
    again = jobs.enqueue("tests.note", key="n", again=True, note_id=2)
    assert (again.pk, again.state, again.attempts, again.finished_at) == (first.pk, JobState.QUEUED, 0, None)
    jobs.run_pending()
    assert done == [1, 2]


def test_again_while_running_runs_once_more_afterwards(db, handle):
    seen = []

    @handle("tests.refresh")
    def refresh(job, version):
        seen.append(version)
        if version == 1:
            jobs.enqueue("tests.refresh", key="all", again=True, version=2)

    jobs.enqueue("tests.refresh", key="all", version=1)
    assert jobs.run_pending() == 2
    assert seen == [1, 2]
    assert Job.objects.get(name="tests.refresh").state == JobState.DONE


def test_not_before_its_time(db, done, calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("tests.note", run_after=clock.now() + timedelta(hours=1), note_id=1)
    assert (calls, jobs.run_pending()) == ([], 0)
    Job.objects.filter(pk=job.pk).update(run_after=clock.now() - timedelta(seconds=1))
    assert jobs.run_pending() == 1


def test_limit_of_a_drain(db, done):
    for note_id in range(3):
        jobs.enqueue("tests.note", note_id=note_id)
    assert jobs.run_pending(limit=2) == 2
    assert done == [0, 1]


def test_job_carries_the_askers_name_and_correlation(asker, handle):
    seen = {}

    @handle("tests.who")
    def who(job):
        seen.update(actor=job.actor, correlation=context.correlation_id(), attempt=job.attempt)

    with context.correlated() as action:
        jobs.enqueue("tests.who", actor=asker)
    jobs.run_pending()
    assert seen == {"actor": asker, "correlation": action, "attempt": 1}


def test_people_see_what_they_asked_for(asker, done):
    mine = jobs.enqueue("tests.note", actor=asker, note_id=1)
    jobs.enqueue("tests.note", note_id=2)
    assert list(Job.objects.visible_to(asker)) == [mine]
