"""People and teams in the console."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm

from legalops.accounts.guards import refuse_deactivation
from legalops.accounts.models import Team, User
from legalops.accounts.recorded import RecordedChanges
from legalops.kernel import ledger
from legalops.kernel.errors import DomainError


class PersonCreationForm(BaseUserCreationForm):
    """E-mail, name and first password."""

    class Meta:
        model = User
        fields = ("email", "full_name")


# Roles come from Access; groups, sign-in addresses and second factors have no business here.
for unused in (Group, EmailAddress, Authenticator):
    admin.site.unregister(unused)


class PersonChangeForm(UserChangeForm):
    """A person; whoever cannot be done without is not switched off."""

    def clean(self) -> dict[str, object]:
        """Ask the guards before an account is closed. Open work is handed over under People and access."""
        data = super().clean() or self.cleaned_data
        if self.instance.pk and "is_active" in self.changed_data and not data.get("is_active"):
            try:
                refuse_deactivation(self.instance)
            except DomainError as refusal:
                self.add_error("is_active", refusal.message)
        return data


class KeptPeople:
    """Who leaves is set to inactive: a confirmation of deletion would list matters behind walls."""

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False


@admin.register(User)
class UserAdmin(KeptPeople, RecordedChanges, DjangoUserAdmin, ModelAdmin):
    """People: roles are given under Access."""

    form = PersonChangeForm
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

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """The new password and the event about it, together or not at all."""
        return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: User, message: object) -> object:
        """Called for a new password too, whose form is not the one that `save_model` sees."""
        if request.resolver_match and request.resolver_match.url_name == "auth_user_password_change":
            ledger.record(obj, "accounts.password.set", actor=request.user)
        return super().log_change(request, obj, message)


@admin.register(Team)
class TeamAdmin(KeptPeople, RecordedChanges, ModelAdmin):
    """Teams and their members; members see the team's matters."""

    list_display = ("name", "size")

    search_fields = ("name",)
    autocomplete_fields = ("members",)

    @admin.display(description=_("members"))
    def size(self, team: Team) -> int:
        """How many."""
        return team.members.count()
