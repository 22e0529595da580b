"""Custom fields in the console: defined, retired, taken into use again."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline
from unfold.decorators import action

from legalops.access.console import KeptAdmin
from legalops.fields.admin.form import ChoiceRows, DefinitionForm
from legalops.fields.catalogue import changed
from legalops.fields.models import FieldChoice, FieldDefinition
from legalops.fields.services.defining import restore, retire, save_definition
from legalops.kernel.errors import DomainError

_READ = ("help_text", "why", "meaning", "owner", "owner_team", "owner_role")


class ChoiceInline(TabularInline):
    """The choices of a field, in their order."""

    model = FieldChoice
    formset = ChoiceRows
    fields = ("code", "label", "position", "is_retired")
    extra = 3

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never: records may have it; it is retired instead."""
        return False


@admin.register(FieldDefinition)
class FieldDefinitionAdmin(KeptAdmin):
    """Fields that the department adds to its records."""

    form = DefinitionForm
    inlines = (ChoiceInline,)
    list_display = (
        "label",
        "record_type",
        "code",
        "kind",
        "section",
        "owner",
        "asked_at_opening",
        "retired_at",
    )
    list_filter = ("record_type", "kind")
    list_select_related = ("owner",)
    search_fields = ("label", "code")
    fieldsets = (
        (None, {"fields": ("record_type", "label", "code", "kind", "section", "position", "sub_types")}),
        (gettext_lazy("What people read"), {"fields": _READ}),
        (
            gettext_lazy("Value"),
            {
                "fields": (
                    "places", "currency", "target", "formula", "via", "looked_up", "default", "minimum",
                    "maximum", "pattern", "is_unique",
                )
            },
        ),
        (
            gettext_lazy("When it is asked"),
            {
                "fields": (
                    "asked_at_opening", "is_required", "required_from", "required_when", "shown_when",
                )
            },
        ),
        (
            gettext_lazy("Who"),
            {"fields": ("see_roles", "edit_roles", "outsiders_see", "is_searchable")},
        ),
    )  # fmt: skip
    actions_detail = ("take_out", "take_back")

    def save_model(self, request: HttpRequest, obj: FieldDefinition, form: Any, change: bool) -> None:
        """Through the service, which checks and records."""
        save_definition(obj, actor=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Choices show at once."""
        super().save_related(request, form, formsets, change)
        changed()

    @action(description=gettext_lazy("Retire"), permissions=["change"])
    def take_out(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Out of use; what still needs it is named."""
        try:
            retire(FieldDefinition.objects.get(pk=object_id), actor=request.user)
        except DomainError as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        else:
            self.message_user(
                request, _("The field is retired; records keep their values."), messages.SUCCESS
            )
        return _to(object_id)

    @action(description=gettext_lazy("Use again"), permissions=["change"])
    def take_back(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Into use again."""
        restore(FieldDefinition.objects.get(pk=object_id), actor=request.user)
        self.message_user(request, _("The field is in use again."), messages.SUCCESS)
        return _to(object_id)


def _to(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:fields_fielddefinition_change", args=[pk]))
