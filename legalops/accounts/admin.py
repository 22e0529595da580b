"""People and teams in the console."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm

from legalops.accounts.models import Team, User


class PersonCreationForm(BaseUserCreationForm):
    """E-mail, name and first password."""

    class Meta:
        model = User
        fields = ("email", "full_name")


# Roles come from Access; groups, sign-in addresses and second factors have no business here.
for unused in (Group, EmailAddress, Authenticator):
    admin.site.unregister(unused)


class KeptPeople:
    """Who leaves is set to inactive: a confirmation of deletion would list matters behind walls."""

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False


@admin.register(User)
class UserAdmin(KeptPeople, DjangoUserAdmin, ModelAdmin):
    """People: roles are given under Access."""

    form = UserChangeForm
    add_form = PersonCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("full_name", "email", "job_title", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_system")
    search_fields = ("full_name", "email")
    ordering = ("full_name",)
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "full_name", "job_title", "password")}),
        (_("Sign-in"), {"fields": ("is_active", "is_staff", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "full_name", "password1", "password2")}),)


@admin.register(Team)
class TeamAdmin(KeptPeople, ModelAdmin):
    """Teams and their members; members see the team's matters."""

    list_display = ("name", "size")

    search_fields = ("name",)
    autocomplete_fields = ("members",)

    @admin.display(description=_("members"))
    def size(self, team: Team) -> int:
        """How many."""
        return team.members.count()
