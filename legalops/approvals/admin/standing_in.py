"""Delegations and absences in the console: made and ended through the services, never rewritten."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action

from legalops.access.console import KeptAdmin
from legalops.approvals import registry, services
from legalops.approvals.models import Absence, Delegation
from legalops.kernel.errors import DomainError


class DelegationForm(forms.ModelForm):
    """Asks the service before anything is stored, so that a circle is named beside the field."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of records"), required=False, help_text=_("None means all.")
    )
    user: Any = None

    class Meta:
        model = Delegation
        fields = ("person", "stand_in", "starts", "until", "with_authority", "kinds", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kinds" in self.fields:
            self.fields["kinds"].choices = [(each.record_type, each.type.plural) for each in registry.known()]

    def clean(self) -> dict[str, Any]:
        """Made for good only when the whole form is."""
        data = super().clean() or {}
        if self.errors:
            return data
        given = {name: data[name] for name in self.Meta.fields if name not in ("person", "stand_in")}
        try:
            services.delegate(data["person"], data["stand_in"], actor=self.user, **given)
        except DomainError as error:
            self.add_error(error.field if error.field in self.fields else None, error.message)
        return data


@admin.register(Delegation)
class DelegationAdmin(KeptAdmin, ModelAdmin):
    """Who decides for whom."""

    list_display = ("person", "stand_in", "starts", "until", "with_authority", "made_by", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter),)
    list_select_related = ("person", "stand_in", "made_by")
    search_fields = ("person__full_name", "stand_in__full_name")
    autocomplete_fields = ("person", "stand_in")
    actions = ("end",)

    def has_change_permission(self, request: HttpRequest, obj: Delegation | None = None) -> bool:
        """Made or ended; the list keeps its action."""
        return obj is None

    def get_form(self, request: HttpRequest, obj: Delegation | None = None, **kwargs: Any) -> type:
        """For the person who is signed in."""
        if obj is None:
            kwargs["form"] = type("DelegationFormOfUser", (DelegationForm,), {"user": request.user})
        return super().get_form(request, obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: Delegation, form: Any, change: bool) -> None:
        """The form has asked the service already."""
        made = Delegation.objects.filter(person=obj.person, stand_in=obj.stand_in, starts=obj.starts).latest(
            "pk"
        )
        obj.__dict__.update(made.__dict__)

    @action(description=_("End now"), permissions=["view"])
    def end(self, request: HttpRequest, queryset: QuerySet[Delegation]) -> None:
        """End the selected ones."""
        for row in queryset.select_related("person"):
            services.end_delegation(row, actor=request.user)


@admin.register(Absence)
class AbsenceAdmin(KeptAdmin, ModelAdmin):
    """Who is away without anybody deciding for them."""

    list_display = ("person", "starts", "until", "reason", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter),)
    list_select_related = ("person",)
    autocomplete_fields = ("person",)
    search_fields = ("person__full_name",)
    fields = ("person", "starts", "until", "reason")

    def has_change_permission(self, request: HttpRequest, obj: Absence | None = None) -> bool:
        """Noted once; who is back ends it themselves."""
        return False

    def save_model(self, request: HttpRequest, obj: Absence, form: Any, change: bool) -> None:
        """Through the service."""
        made = services.note_absence(
            obj.person, starts=obj.starts, until=obj.until, reason=obj.reason, actor=request.user
        )
        obj.__dict__.update(made.__dict__)
