"""Code sets and reason codes."""

from django.contrib import admin
from django.http import HttpRequest

from billing.models import BillingCode, ReasonCode
from legalops.audit.console import RecordedAdmin


@admin.register(BillingCode)
class BillingCodeAdmin(RecordedAdmin):
    """Task, activity and expense codes; a code taken out of use stays on old lines."""

    list_display = ("code", "label", "kind", "code_set", "phase", "is_active")
    list_filter = ("kind", "code_set", "is_active")
    search_fields = ("code", "label")

    def get_readonly_fields(self, request: HttpRequest, obj: BillingCode | None = None) -> tuple[str, ...]:
        """The code is what invoices say."""
        return ("code",) if obj else ()


@admin.register(ReasonCode)
class ReasonCodeAdmin(RecordedAdmin):
    """Reasons for reductions and dismissals, in the order reviewers see them."""

    list_display = ("label", "for_dismissal", "text_to_firm", "position", "is_active")
    list_filter = ("for_dismissal", "is_active")
    search_fields = ("label", "code", "text_to_firm")

    def get_readonly_fields(self, request: HttpRequest, obj: ReasonCode | None = None) -> tuple[str, ...]:
        """The code is what reports count by."""
        return ("code",) if obj else ()
