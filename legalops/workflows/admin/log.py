"""The automation log: what was done on entering stages, with what, and what failed."""

import json

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.access.console import ReadOnlyAdmin
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.workflows.models import ActionRun
from legalops.workflows.selectors.vocabulary import vocabulary_of
from legalops.workflows.services.automation import replay


@admin.register(ActionRun)
class ActionRunAdmin(ReadOnlyAdmin):
    """Every automatic step; a failed one is run again from here."""

    list_display = ("ran_at", "record", "stage", "what", "state", "outcome", "attempts")
    list_filter = ("state", "kind")
    list_select_related = ("passage__run",)
    fields = ("ran_at", "ran_by", "record", "stage", "what", "given", "state", "effect", "error", "attempts")
    readonly_fields = fields
    actions = ("again",)

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

    def has_again_permission(self, request: HttpRequest) -> bool:
        """For people who configure."""
        return request.user.has_perm("workflows.change_actionrun")

    @admin.action(description=gettext_lazy("Run again"), permissions=["again"])
    def again(self, request: HttpRequest, queryset: QuerySet[ActionRun]) -> None:
        """Replay those that failed; each says how it came out."""
        for row in queryset.order_by("pk"):
            try:
                done = replay(row, actor=request.user)
            except DomainError as error:
                messages.warning(request, f"{self.record(row)}: {error.message}")
                continue
            level = messages.SUCCESS if done.state == "done" else messages.ERROR
            words = done.effect or done.error or _("Done.")
            self.message_user(request, f"{self.record(row)}: {words}", level)
