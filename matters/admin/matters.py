"""Matters in the console: types and stages to configure, matters and rates to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline

from legalops.access.console import ScopedAdmin
from legalops.audit.console import RecordedAdmin
from matters.models import Budget, Engagement, KeyDate, Matter, MatterMember, MatterRate, MatterType, Stage


@admin.register(MatterType)
class MatterTypeAdmin(RecordedAdmin):
    """Kinds of matter and the code set their invoices use."""

    list_display = ("name", "code", "code_set", "is_active")
    list_filter = ("is_active", "code_set")
    search_fields = ("name", "code")
    prepopulated_fields = {"code": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: MatterType | None = None) -> tuple[str, ...]:
        """The code is what imports and rules refer to: it never changes."""
        return ("code",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: MatterType | None = None) -> dict[str, Any]:
        """Only while adding."""
        return {} if obj else self.prepopulated_fields


@admin.register(Stage)
class StageAdmin(RecordedAdmin):
    """Steps in a matter's life, in the order of lists; the workflow of matters makes and names them."""

    list_display = ("name", "position", "category", "code")
    list_filter = ("category",)
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Stage | None = None) -> tuple[str, ...]:
        """Code and category of a stage in use never change: they decide what counts as closed."""
        return ("code", "category") if obj else ()


class ReadOnlyInline(TabularInline):
    """Rows of a matter, to look at."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never by hand."""
        return False


class MemberInline(ReadOnlyInline):
    """People on the matter."""

    model = MatterMember


class EngagementInline(ReadOnlyInline):
    """Firms on the matter."""

    model = Engagement


class BudgetInline(ReadOnlyInline):
    """Versions of the budget."""

    model = Budget
    fields = ("version", "amount", "status", "set_by", "set_at", "note")
    readonly_fields = ("status",)


class KeyDateInline(ReadOnlyInline):
    """Key dates."""

    model = KeyDate
    fields = ("name", "date", "owner", "done_at")
    readonly_fields = ("done_at",)


@admin.register(Matter)
class MatterAdmin(ScopedAdmin):
    """Matters as this person sees them on the pages; changes are made there."""

    list_display = ("number", "name", "matter_type", "stage", "lead", "restricted", "opened_on")
    list_filter = ("matter_type", "stage", "restricted")
    list_select_related = ("matter_type", "stage", "lead")
    search_fields = ("number", "name")
    inlines = (MemberInline, EngagementInline, BudgetInline, KeyDateInline)


@admin.register(MatterRate)
class MatterRateAdmin(ScopedAdmin):
    """Rates agreed for single matters."""

    list_display = ("matter", "timekeeper", "amount", "currency", "valid_from", "valid_until")
    list_select_related = ("matter", "timekeeper")
    list_filter = ("currency",)
    search_fields = ("matter__number", "timekeeper__last_name", "timekeeper__code")
