"""What staff may do to jobs, and what the console shows."""

import pytest
from django.urls import reverse

from legalops import jobs
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.jobs.enums import JobState
from legalops.jobs.services import control
from legalops.kernel.errors import Conflict, TerminalError


@pytest.fixture(autouse=True)
def quiet(calls):
    """No broker here."""


@pytest.fixture
def failed(db, handle):
    """A job that failed and would work now."""
    outcomes = iter([TerminalError("Closed."), None])

    @handle("tests.door")
    def door(job):
        if problem := next(outcomes):
            raise problem

    job = jobs.enqueue("tests.door")
    jobs.run_pending()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    return job


def test_failed_job_is_tried_again_and_recorded(failed, asker):
    control.retry(failed, actor=asker)
    assert (failed.state, failed.attempts, failed.error) == (JobState.QUEUED, 0, "")
    assert jobs.run_pending() == 1
    event = AuditEvent.objects.get(action="jobs.job.retried")
    assert (event.subject_id, event.actor, event.before, event.after) == (
        failed.pk,
        asker,
        {"state": "FAILED"},
        {"state": "QUEUED"},
    )


def test_waiting_job_is_taken_out(db, handle, asker):
    handle("tests.door")(lambda job: None)
    job = control.cancel(jobs.enqueue("tests.door"), actor=asker)
    assert (job.state, jobs.run_pending()) == (JobState.CANCELLED, 0)


def test_what_has_moved_on_stays(failed, asker):
    with pytest.raises(Conflict, match="is failed by now"):
        control.cancel(failed, actor=asker)
    assert not AuditEvent.objects.filter(action="jobs.job.cancelled").exists()


def test_console_shows_and_retries(failed, client):
    admin = User.objects.create_superuser("root@example.test", "x", full_name="Root")
    client.force_login(admin)
    assert b"Closed." in client.get(reverse("admin:jobs_job_changelist")).content
    assert client.get(reverse("admin:jobs_job_change", args=[failed.pk])).status_code == 200
    assert client.get(reverse("admin:jobs_job_add")).status_code == 403
    client.post(
        reverse("admin:jobs_job_changelist"),
        {"action": "retry", "_selected_action": [failed.pk]},
        follow=True,
    )
    failed.refresh_from_db()
    assert failed.state == JobState.QUEUED
