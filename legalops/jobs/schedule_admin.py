"""Periodic work in the console: when it last ran and runs next, paused, moved, or started by hand."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access.console import KeptAdmin
from legalops.jobs.models import Job, PeriodRun, Schedule
from legalops.jobs.services.schedules import (
    FIELDS,
    change_schedule,
    check_schedule,
    next_run,
    run_now,
    shipped_words,
)
from legalops.kernel.errors import DomainError


@admin.register(Schedule)
class ScheduleAdmin(KeptAdmin):
    """What runs by itself. Beat only ticks; these rows say what a tick starts."""

    list_display = (
        "name",
        "as_shipped",
        "at",
        "every_seconds",
        "paused",
        "last",
        "coming",
        "outcome",
        "changed_by",
    )
    list_filter = ("paused",)
    list_select_related = ("changed_by",)
    search_fields = ("name",)
    fields = ("name", "as_shipped", *FIELDS, "last", "coming", "outcome", "changed_by", "changed_at")
    readonly_fields = ("name", "as_shipped", "last", "coming", "outcome", "changed_by", "changed_at")
    actions = ("start", "pause", "resume")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Schedule]:
        """With the last run of each, in one query."""
        runs = PeriodRun.objects.filter(name=OuterRef("name")).order_by().values("name")
        job = Job.objects.filter(name=OuterRef("name"), key="periodic")
        return (
            super()
            .get_queryset(request)
            .annotate(
                last_run=Subquery(runs.annotate(last=Max("created_at")).values("last")),
                job_state=Subquery(job.values("state")[:1]),
                job_error=Subquery(job.values("error")[:1]),
            )
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Periodic work is a piece of the product."""
        return False

    def get_form(
        self, request: HttpRequest, obj: Schedule | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """A form whose faults are those of the service."""
        return type("ScheduleFormOf", (super().get_form(request, obj, **kwargs),), {"clean": _clean})

    def save_model(self, request: HttpRequest, obj: Schedule, form: Any, change: bool) -> None:
        """Through the service, which checks and records."""
        change_schedule(obj, {name: form.cleaned_data[name] for name in FIELDS}, actor=request.user)

    @admin.display(description=gettext_lazy("shipped"))
    def as_shipped(self, schedule: Schedule) -> str:
        """The schedule that it came with."""
        return shipped_words(schedule.name)

    @admin.display(description=gettext_lazy("last run"))
    def last(self, schedule: Schedule) -> datetime | None:
        """When its last period was started."""
        return schedule.last_run

    @admin.display(description=gettext_lazy("next run"))
    def coming(self, schedule: Schedule) -> datetime | str | None:
        """When its next period begins."""
        return _("paused") if schedule.paused else next_run(schedule)

    @admin.display(description=gettext_lazy("outcome"))
    def outcome(self, schedule: Schedule) -> str:
        """How its last run ended."""
        return " ".join(word for word in (schedule.job_state, schedule.job_error) if word)

    @admin.action(description=gettext_lazy("Run now"), permissions=["change"])
    def start(self, request: HttpRequest, schedules: QuerySet[Schedule]) -> None:
        """Start the work at once."""
        for each in schedules:
            run_now(each, actor=request.user)
        self.message_user(request, _("Started."), messages.SUCCESS)

    @admin.action(description=gettext_lazy("Pause"), permissions=["change"])
    def pause(self, request: HttpRequest, schedules: QuerySet[Schedule]) -> None:
        """Start it no more until it is resumed."""
        for each in schedules:
            change_schedule(each, {"paused": True}, actor=request.user)

    @admin.action(description=gettext_lazy("Resume"), permissions=["change"])
    def resume(self, request: HttpRequest, schedules: QuerySet[Schedule]) -> None:
        """Start it again."""
        for each in schedules:
            change_schedule(each, {"paused": False}, actor=request.user)


def _clean(form: forms.ModelForm) -> dict[str, Any]:
    data = forms.ModelForm.clean(form) or form.cleaned_data
    try:
        check_schedule(form.instance.name, data.get("at"), data.get("every_seconds"))
    except DomainError as refusal:
        form.add_error(refusal.field, refusal.message)
    return data
