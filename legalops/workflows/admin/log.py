"""The automation log: what was done on entering stages, with what, and what failed."""

import json
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action

from legalops.access.console import ReadOnlyAdmin
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.workflows.enums import ActionState
from legalops.workflows.models import ActionRun
from legalops.workflows.selectors.vocabulary import vocabulary_of
from legalops.workflows.services.authoring import record_types
from legalops.workflows.services.automation import replay


class OfRecordType(admin.SimpleListFilter):
    """Records of one type."""

    title = gettext_lazy("record")
    parameter_name = "record_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Those that run through workflows."""
        return list(record_types())

    def queryset(self, request: HttpRequest, queryset: QuerySet[ActionRun]) -> QuerySet[ActionRun]:
        """Narrowed to the chosen one."""
        return queryset.filter(passage__run__record_type=self.value()) if self.value() else queryset


@admin.register(ActionRun)
class ActionRunAdmin(ReadOnlyAdmin):
    """Every automatic step; a failed one is run again from here."""

    list_display = ("ran_at", "record", "stage", "what", "state", "outcome", "attempts")
    list_filter = ("state", OfRecordType, "kind", "ran_at")
    list_select_related = ("passage__run",)
    fields = ("ran_at", "ran_by", "record", "stage", "what", "given", "state", "effect", "error", "attempts")
    readonly_fields = fields
    actions = ("again",)
    actions_detail = ("again_here",)

    @admin.display(description=gettext_lazy("record"))
    def record(self, row: ActionRun) -> str:
        """Type and number; not the name, which not everybody here may know."""
        run = row.passage.run
        return f"{records.find(run.record_type).label} {run.record_id}"

    @admin.display(description=gettext_lazy("on entering"))
    def stage(self, row: ActionRun) -> str:
        """The stage."""
        return row.passage.to_name

    @admin.display(description=gettext_lazy("action"))
    def what(self, row: ActionRun) -> str:
        """In words, with its input."""
        kind = vocabulary_of(row.passage.run.record_type).actions.get(row.kind)
        return kind.say(row.given) if kind else f"{row.kind} {json.dumps(row.given)}"

    @admin.display(description=gettext_lazy("outcome"))
    def outcome(self, row: ActionRun) -> str:
        """What it did, or why it could not."""
        return row.effect or row.error

    def has_again_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For people who configure."""
        return request.user.has_perm("workflows.change_actionrun")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        """Nothing to run again where it was done."""
        failed = ActionRun.objects.filter(pk=object_id, state=ActionState.FAILED)
        return super().get_actions_detail(request, object_id) if failed.exists() else []

    @admin.action(description=gettext_lazy("Run again"), permissions=["again"])
    def again(self, request: HttpRequest, queryset: QuerySet[ActionRun]) -> None:
        """Replay those that failed; each says how it came out."""
        for row in queryset.order_by("pk"):
            self._replay(request, row)

    @action(description=gettext_lazy("Run again"), permissions=["again"], url_path="again")
    def again_here(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Replay this one after asking; what it had done already is not done twice."""
        row = ActionRun.objects.filter(pk=object_id).select_related("passage__run").first()
        if row is None:
            raise Http404
        back = reverse("admin:workflows_actionrun_change", args=[object_id])
        if request.method == "POST":
            self._replay(request, row)
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": self.record(row),
            "opts": ActionRun._meta,
            "question": _("Run “%s” again, with the input it had?") % self.what(row),
            "verb": _("Run again"),
            "back": back,
        }
        return TemplateResponse(request, "admin/notifications/confirm.html", context)

    def _replay(self, request: HttpRequest, row: ActionRun) -> None:
        try:
            done = replay(row, actor=request.user)
        except DomainError as error:
            messages.warning(request, f"{self.record(row)}: {error.message}")
            return
        level = messages.SUCCESS if done.state == "done" else messages.ERROR
        words = done.effect or done.error or _("Done.")
        self.message_user(request, f"{self.record(row)}: {words}", level)
