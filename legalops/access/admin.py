"""Roles, assignments and authority limits in the console; every change of them is in the ledger."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from legalops.access import capabilities
from legalops.access.models import AuthorityLimit, Role, RoleAssignment
from legalops.access.services import give_role, take_role
from legalops.accounts.recorded import RecordedChanges


class RoleForm(forms.ModelForm):
    """Capabilities are ticked, not typed."""

    capabilities = forms.MultipleChoiceField(
        label=_("Capabilities"),
        choices=[(name, name) for name in sorted(capabilities.ALL)],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        help_text=_("Everyone with this role has them from their next click on."),
    )

    class Meta:
        model = Role
        fields = ("code", "name", "capabilities")


@admin.register(Role)
class RoleAdmin(RecordedChanges, ModelAdmin):
    """What each role may do."""

    form = RoleForm
    list_display = ("name", "code")
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Role | None = None) -> tuple[str, ...]:
        """The code is what approval routes and imports refer to."""
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        """A role is emptied of its people or its capabilities, never deleted."""
        return False


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(ModelAdmin):
    """Who has which role: given or taken, never pointed at someone else."""

    list_display = ("user", "role")
    list_filter = ("role",)
    list_select_related = ("user", "role")
    autocomplete_fields = ("user", "role")
    search_fields = ("user__full_name", "user__email")

    def has_change_permission(self, request: HttpRequest, obj: RoleAssignment | None = None) -> bool:
        """Given or taken; a change in place would tell nobody who lost the role."""
        return False

    def save_model(self, request: HttpRequest, obj: RoleAssignment, form: ModelForm, change: bool) -> None:
        """Through the service."""
        given = give_role(obj.user, obj.role, actor=request.user)
        obj.__dict__.update(given.__dict__)

    def delete_model(self, request: HttpRequest, obj: RoleAssignment) -> None:
        """Through the service."""
        take_role(obj, actor=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """One by one through the service."""
        for assignment in queryset.select_related("user", "role"):
            take_role(assignment, actor=request.user)


@admin.register(AuthorityLimit)
class AuthorityLimitAdmin(RecordedChanges, ModelAdmin):
    """Who may approve how much, and when."""

    list_display = ("user", "amount", "valid_from", "valid_until")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    search_fields = ("user__full_name", "user__email")
