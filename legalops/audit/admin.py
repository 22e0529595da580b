"""The ledger in the console: to read, by those who may, without the records that are hidden from them."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from legalops.access.console import ReadOnlyAdmin
from legalops.audit import registry
from legalops.audit.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Who did what, to what, when and why."""

    list_display = ("occurred_at", "actor_label", "what", "subject_label", "reason")
    list_filter = ("subject_type",)
    search_fields = ("=correlation_id", "action", "actor_label", "subject_label")
    ordering = ("-id",)
    fields = (
        "occurred_at",
        "recorded_at",
        "actor_label",
        "what",
        "action",
        "subject_type",
        "subject_id",
        "subject_label",
        "before",
        "after",
        "reason",
        "correlation_id",
    )

    def get_queryset(self, request: HttpRequest):
        """Without events of matters and invoices that the person may not see."""
        return super().get_queryset(request).unhidden_from(request.user)

    @admin.display(description=_("what"))
    def what(self, event: AuditEvent) -> str:
        """The action in words."""
        return registry.phrase(event.action)
