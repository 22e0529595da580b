"""Stored files in the console: to look at. Their bytes are served by the apps that own the link."""

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from legalops.documents.models import Document


@admin.register(Document)
class DocumentAdmin(ModelAdmin):
    """Rows that only services write."""

    list_display = (
        "original_name",
        "media_type",
        "size",
        "uploaded_by",
        "created_at",
        "scan_status",
        "legal_hold",
    )
    list_filter = ("media_type", "scan_status", "legal_hold")
    list_select_related = ("uploaded_by",)
    search_fields = ("original_name", "=uuid", "=sha256")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never by hand."""
        return False
