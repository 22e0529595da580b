"""Roles of parties, and how conflict checks judge, in the console."""

from django.contrib import admin
from django.http import HttpRequest

from legalops.audit.console import RecordedAdmin
from matters.models import ConflictSettings, PartyRole


@admin.register(PartyRole)
class PartyRoleAdmin(RecordedAdmin):
    """What somebody can be on a matter."""

    list_display = ("name", "code", "side", "screened", "position", "is_active")
    list_filter = ("side", "screened", "is_active")
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: PartyRole | None = None) -> tuple[str, ...]:
        """The code is what imports and files of the configuration refer to: it never changes."""
        return ("code",) if obj else ()


@admin.register(ConflictSettings)
class ConflictSettingsAdmin(RecordedAdmin):
    """One row."""

    list_display = ("__str__", "least", "strong", "depth")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one already."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ConflictSettings | None = None) -> bool:
        """There has to be one."""
        return False
