"""Long work as people see it: how far, what now, and where the result will be."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.web import htmx


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts and a sentence; `total` 0 means that the amount of work is not known yet."""

    done: int = 0
    total: int = 0
    text: str = ""
    finished: bool = False
    failed: bool = False
    error: str = ""
    result_url: str = ""


def of_job(job: Job, *, result_url: str = "") -> Progress:
    """A job row as progress; its `error` is already a safe sentence."""
    failed = job.state in (JobState.FAILED, JobState.CANCELLED)
    return Progress(
        done=job.progress_done,
        total=job.progress_total,
        text=job.progress_text or _words(job),
        finished=job.is_finished,
        failed=failed,
        error=job.error or (_("This was cancelled.") if failed else ""),
        result_url=result_url,
    )


def respond(request: HttpRequest, progress: Progress, *, poll_url: str, leave: bool = True) -> HttpResponse:
    """Answer the component's own poll; when the work is done and `leave` is set, go to the result page.

    The calling view has made sure that the person may see this work.
    """
    if leave and progress.finished and not progress.failed and progress.result_url:
        return htmx.hx_redirect(request, progress.result_url)
    context = {"progress": progress, "poll_url": poll_url}
    return HttpResponse(render_to_string("web/progress.html", context, request))


def _words(job: Job) -> str:
    return {
        JobState.QUEUED: _("Waiting to start"),
        JobState.RUNNING: _("Working"),
        JobState.DONE: _("Finished"),
    }.get(JobState(job.state), _("Stopped"))
