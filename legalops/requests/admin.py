"""Request types in the console."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from legalops.audit.console import RecordedAdmin
from legalops.requests.models import RequestType


@admin.register(RequestType)
class RequestTypeAdmin(RecordedAdmin):
    """The tiles of “Ask legal”."""

    list_display = ("name", "code", "team", "position", "is_active")
    list_select_related = ("team",)
    search_fields = ("name", "code")
    autocomplete_fields = ("team",)

    def get_prepopulated_fields(self, request: HttpRequest, obj: RequestType | None = None) -> dict[str, Any]:
        """Only while adding."""
        return {} if obj else {"code": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: RequestType | None = None) -> tuple[str, ...]:
        """Workflows and rules refer to the code: it never changes."""
        return ("code",) if obj else ()
