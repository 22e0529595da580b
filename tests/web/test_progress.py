"""Long work as people see it."""

import pytest

from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.web import progress

FRAGMENT = {"HX-Request": "true", "HX-Target": "progress"}


def job(state, **fields):
    return Job(name="billing.import_submission", state=state, **fields)


@pytest.fixture
def poll(rf, manager):
    """Answers a poll of the component."""

    def answer(state, **fields):
        request = rf.get("/poll/", headers=FRAGMENT)
        request.user = manager
        request.htmx = type("Htmx", (), {"boosted": False, "history_restore_request": False})()
        shown = progress.of_job(job(state, **fields), result_url="/result/")
        return progress.respond(request, shown, poll_url="/poll/")

    return answer


def test_running_work_shows_counts_and_asks_again(poll):
    body = poll(
        JobState.RUNNING, progress_done=1200, progress_total=5000, progress_text="Checking lines"
    ).content.decode()
    assert "1,200 of 5,000" in body
    assert 'hx-get="/poll/"' in body
    assert 'value="1200"' in body


def test_work_of_unknown_size_has_no_false_figure(poll):
    body = poll(JobState.QUEUED).content.decode()
    assert "Waiting to start" in body
    assert "value=" not in body


def test_finished_work_leads_to_its_result(poll):
    assert poll(JobState.DONE)["HX-Redirect"] == "/result/"


def test_failed_work_says_why_and_stops_asking(poll):
    body = poll(JobState.FAILED, error="Line 3 has no matter.").content.decode()
    assert "Line 3 has no matter." in body
    assert "hx-get" not in body
