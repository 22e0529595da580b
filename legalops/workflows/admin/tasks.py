"""Task templates in the console."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminSelectWidget

from legalops.audit.console import RecordedAdmin
from legalops.workflows import registry
from legalops.workflows.models import TaskTemplate, TaskTemplateItem
from legalops.workflows.selectors.vocabulary import who_of


class ItemForm(forms.ModelForm):
    """Who is chosen from people by what they are to the record, and roles."""

    class Meta:
        model = TaskTemplateItem
        fields = ("position", "title", "who", "due_days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, str] = {}
        for code in registry.hosts():
            choices |= who_of(code)
        self.fields["who"] = forms.ChoiceField(
            label=_("For"), choices=choices.items(), initial="is:assignee", widget=UnfoldAdminSelectWidget()
        )


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
