"""Task templates in the console."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline

from legalops.audit.console import RecordedAdmin
from legalops.workflows.admin.naming import NamesSomebody
from legalops.workflows.models import TaskTemplate, TaskTemplateItem


class ItemForm(NamesSomebody):
    """What there is to do, for whom."""

    who_label = gettext_lazy("For")

    class Meta:
        model = TaskTemplateItem
        fields = ("position", "title", "who", "priority", "due_days")


class ItemInline(TabularInline):
    """Tasks in their order."""

    model = TaskTemplateItem
    form = ItemForm
    extra = 2


@admin.register(TaskTemplate)
class TaskTemplateAdmin(RecordedAdmin):
    """Tasks that stages make on entry."""

    list_display = ("name", "code")
    search_fields = ("name", "code")
    inlines = (ItemInline,)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: TaskTemplate | None = None
    ) -> dict[str, Any]:
        """Only while adding."""
        return {} if obj else {"code": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: TaskTemplate | None = None) -> tuple[str, ...]:
        """Workflows refer to the code: it never changes."""
        return ("code",) if obj else ()
