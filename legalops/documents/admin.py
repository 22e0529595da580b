"""Stored files in the console: to look at. Their bytes are served by the apps that own the link."""

from django.contrib import admin
from django.http import HttpRequest

from legalops.access.console import ReadOnlyAdmin
from legalops.documents.models import Document


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Rows that only services write. Names of files may tell of restricted matters, so none is shown."""

    list_display = (
        "uuid",
        "media_type",
        "size",
        "uploaded_by",
        "created_at",
        "scan_status",
        "legal_hold",
    )
    list_filter = ("media_type", "scan_status", "legal_hold")
    list_select_related = ("uploaded_by",)
    list_display_links = None
    search_fields = ("=uuid", "=sha256")

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """The list alone: a single document is served by the app that owns the link."""
        return obj is None and super().has_view_permission(request)
