"""Background work in the console: to look at, to ask for again, to take out of the queue."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from legalops.access.console import ReadOnlyAdmin
from legalops.jobs import beat_admin, schedule_admin  # noqa: F401  (register the schedules)
from legalops.jobs.models import Job, PeriodRun
from legalops.jobs.services import control
from legalops.kernel.errors import DomainError


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Jobs, with their problems."""

    list_display = ("id", "name", "key", "state", "attempts", "progress", "created_by", "created_at", "error")
    list_filter = ("state", "name", "queue")
    list_select_related = ("created_by",)
    search_fields = ("=id", "name", "key", "=correlation_id", "error")
    show_full_result_count = False
    actions = ("retry", "cancel")

    @admin.display(description=_("progress"))
    def progress(self, job: Job) -> str:
        """Items done of all."""
        return f"{job.progress_done} / {job.progress_total}" if job.progress_total else ""

    @admin.action(description=_("Try again"), permissions=["view"])
    def retry(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        """Put failed jobs back in the queue."""
        self._each(request, jobs, control.retry)

    @admin.action(description=_("Take out of the queue"), permissions=["view"])
    def cancel(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        """Cancel waiting jobs."""
        self._each(request, jobs, control.cancel)

    def _each(self, request: HttpRequest, jobs: QuerySet[Job], service: Callable[..., Job]) -> None:
        for job in jobs:
            try:
                service(job, actor=request.user)
            except DomainError as refusal:
                self.message_user(request, refusal.message, messages.WARNING)
            else:
                message = _("Job %(job)s: %(state)s.")
                self.message_user(
                    request, message % {"job": job.pk, "state": job.get_state_display().lower()}
                )


@admin.register(PeriodRun)
class PeriodRunAdmin(ReadOnlyAdmin):
    """Which period of which periodic job was started when."""

    list_display = ("name", "period", "job", "created_at")
    list_filter = ("name",)
    list_select_related = ("job",)
