"""Tokens of directories and their groups in the console."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from legalops.access.console import KeptAdmin
from legalops.accounts.recorded import RecordedChanges
from legalops.scim.models import ScimGroup, ScimToken
from legalops.scim.services.tokens import issue_token, revoke_token


@admin.register(ScimToken)
class ScimTokenAdmin(KeptAdmin):
    """Issued here, shown once, revoked here."""

    list_display = ("name", "hint", "may_write", "expires_at", "last_used_at", "revoked_at")
    fields = ("name", "may_write", "expires_at")
    actions = ("revoke",)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """A token is revoked and another issued, never rewritten."""
        return obj is None and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: ScimToken, form: Any, change: bool) -> None:
        """Through the service; the secret is shown this once."""
        data = form.cleaned_data
        token, secret = issue_token(
            name=data["name"],
            expires_at=data["expires_at"],
            may_write=data["may_write"],
            actor=request.user,
        )
        obj.__dict__.update(token.__dict__)
        said = _("Copy the token now, it is never shown again: %s")
        messages.warning(request, said % secret)

    @admin.action(description=gettext_lazy("Revoke"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[ScimToken]) -> None:
        """Refuse the chosen tokens from now on."""
        for token in queryset:
            revoke_token(token, actor=request.user)


@admin.register(ScimGroup)
class ScimGroupAdmin(RecordedChanges, ModelAdmin):
    """Which role the members of a directory's group get."""

    list_display = ("team", "role", "external_id")
    list_select_related = ("team", "role")
    readonly_fields = ("team", "external_id")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Made by the directory."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Deleted by the directory."""
        return False
