"""Firms in the console: the same services as on the pages, for putting things right."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin

from legalops.access.console import KeptAdmin, ReadOnlyAdmin
from legalops.audit.console import RecordedAdmin
from vendors.enums import TimekeeperStatus
from vendors.models import (
    Firm,
    FirmMembership,
    Office,
    Rate,
    Timekeeper,
    TimekeeperAlias,
    TimekeeperClass,
)
from vendors.services.firms import add_firm_user, edit_firm, onboard_firm, remove_firm_user
from vendors.services.timekeepers import decide_timekeeper


@admin.register(Firm)
class FirmAdmin(KeptAdmin):
    """Firms; the vendor code is fixed once given."""

    list_display = ("name", "code", "status", "tier", "currency", "country", "ap_vendor_number")
    list_filter = ("status", "tier", "currency", "country")
    search_fields = ("name", "code", "tax_id", "ap_vendor_number")

    def get_readonly_fields(self, request: HttpRequest, obj: Firm | None = None) -> tuple[str, ...]:
        """The code is part of addresses and imports."""
        return ("code",) if obj else ("status",)

    def get_exclude(self, request: HttpRequest, obj: Firm | None = None) -> tuple[str, ...]:
        """Whether a new firm sends tax invoices follows from its country; it can be changed afterwards."""
        return () if obj else ("tax_invoices",)

    def save_model(self, request: HttpRequest, obj: Firm, form: ModelForm, change: bool) -> None:
        """Through the services."""
        if change:
            edit_firm(obj, form.cleaned_data, actor=request.user)
        else:
            firm = onboard_firm(actor=request.user, **form.cleaned_data)
            obj.__dict__.update(firm.__dict__)


@admin.register(Office)
class OfficeAdmin(RecordedAdmin):
    """Places from which firms work."""

    list_display = ("name", "city", "country", "firm")
    list_select_related = ("firm",)
    search_fields = ("name", "city", "firm__name")
    autocomplete_fields = ("firm",)


@admin.register(TimekeeperClass)
class TimekeeperClassAdmin(RecordedAdmin):
    """Classes and their order."""

    list_display = ("label", "code", "position")
    search_fields = ("label", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        """The code is what invoices say."""
        return ("code",) if obj else ()


@admin.register(Timekeeper)
class TimekeeperAdmin(RecordedAdmin):
    """People of the firms; approving is an action, refusing takes a reason and so the firm's page."""

    list_display = ("__str__", "code", "firm", "classification", "office", "status")
    list_filter = ("status", "classification")
    list_select_related = ("firm", "classification", "office")
    search_fields = ("last_name", "first_name", "code", "firm__name")
    autocomplete_fields = ("firm", "office", "classification")
    readonly_fields = ("status",)
    actions = ("approve",)

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        """Firm and id are fixed once given: invoices refer to them."""
        return ("firm", "code", "status") if obj else ("status",)

    @admin.action(description=_("Approve"), permissions=["change"])
    def approve(self, request: HttpRequest, timekeepers: QuerySet[Timekeeper]) -> None:
        """Accept their time."""
        done = [
            decide_timekeeper(keeper, TimekeeperStatus.APPROVED, actor=request.user) for keeper in timekeepers
        ]
        said = ngettext("%d timekeeper is approved.", "%d timekeepers are approved.", len(done)) % len(done)
        self.message_user(request, said, messages.SUCCESS)


@admin.register(TimekeeperAlias)
class TimekeeperAliasAdmin(ReadOnlyAdmin):
    """Other ids under which people are billed."""

    list_display = ("code_key", "timekeeper", "firm")
    list_select_related = ("timekeeper", "firm")
    search_fields = ("code_key", "timekeeper__last_name")


@admin.register(Rate)
class RateAdmin(ReadOnlyAdmin):
    """Standard rates; new ones are approved on the firm's page, where they end the one before."""

    list_display = ("timekeeper", "amount", "currency", "valid_from", "valid_until")
    list_filter = ("currency",)
    list_select_related = ("timekeeper",)
    search_fields = ("timekeeper__last_name", "timekeeper__code", "timekeeper__firm__name")
    date_hierarchy = "valid_from"


@admin.register(FirmMembership)
class FirmMembershipAdmin(ModelAdmin):
    """Who uses the portal for which firm."""

    list_display = ("user", "firm")
    list_select_related = ("user", "firm")
    list_filter = ("firm",)
    search_fields = ("user__full_name", "user__email", "firm__name")
    autocomplete_fields = ("user", "firm")

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Given or ended, never pointed at another firm."""
        return False

    def save_model(self, request: HttpRequest, obj: FirmMembership, form: ModelForm, change: bool) -> None:
        """Through the service, which refuses people of the department."""
        membership = add_firm_user(obj.firm, obj.user, actor=request.user)
        obj.__dict__.update(membership.__dict__)

    def delete_model(self, request: HttpRequest, obj: FirmMembership) -> None:
        """Through the service."""
        remove_firm_user(obj, actor=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """One by one through the service."""
        for membership in queryset.select_related("user", "firm"):
            remove_firm_user(membership, actor=request.user)
