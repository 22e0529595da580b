"""Roles and their assignments in the console; every change of them is in the ledger."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from legalops.access.models import Role, RoleAssignment
from legalops.access.role_form import RoleForm, people_with
from legalops.access.services import give_role, take_role
from legalops.access.shipped import SHIPPED_ROLES
from legalops.accounts.recorded import RecordedChanges


@admin.register(Role)
class RoleAdmin(RecordedChanges, ModelAdmin):
    """What each role may do, and who has it."""

    form = RoleForm
    list_display = ("name", "code", "people", "mfa_required")
    search_fields = ("name", "code")
    compressed_fields = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        """With the number of active people who have each."""
        active = Count("assignments", filter=Q(assignments__user__is_active=True))
        return super().get_queryset(request).annotate(people_count=active)

    def get_fields(self, request: HttpRequest, obj: Role | None = None) -> tuple[str, ...]:
        """A new role may start from another; a change is looked at again."""
        named = ("name", "code", "description", "mfa_required")
        return (*named, "who", "capabilities", "confirmed") if obj else (*named, "copy_from", "capabilities")

    def get_readonly_fields(self, request: HttpRequest, obj: Role | None = None) -> tuple[str, ...]:
        """The code is what approval routes and imports refer to."""
        return ("code", "who") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        """A role of the department's own that nobody has; shipped ones stay."""
        may = super().has_delete_permission(request, obj)
        return may and obj is not None and obj.code not in SHIPPED_ROLES and not obj.assignments.exists()

    @admin.display(description=_("people"), ordering="people_count")
    def people(self, role: Role) -> int:
        """How many active people have it."""
        return role.people_count

    @admin.display(description=_("Who has it"))
    def who(self, role: Role) -> str:
        """Names of the active people."""
        return ", ".join(people_with(role)) or str(_("Nobody"))


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
