"""Roles, assignments and authority limits in the console."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from legalops.access.models import AuthorityLimit, Role, RoleAssignment


@admin.register(Role)
class RoleAdmin(ModelAdmin):
    """What each role may do."""

    list_display = ("name", "code")
    search_fields = ("name", "code")


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(ModelAdmin):
    """Who has which role."""

    list_display = ("user", "role")
    list_filter = ("role",)
    list_select_related = ("user", "role")
    autocomplete_fields = ("user", "role")
    search_fields = ("user__full_name", "user__email")


@admin.register(AuthorityLimit)
class AuthorityLimitAdmin(ModelAdmin):
    """Who may approve how much, and when."""

    list_display = ("user", "amount", "valid_from", "valid_until")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    search_fields = ("user__full_name", "user__email")
