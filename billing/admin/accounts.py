"""Which invoices are posted to which account of the general ledger."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ChoiceField, Field, ModelForm
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget

from billing.models import AccountMapping
from billing.services.account_mappings import map_account, unmap_account
from legalops.reference.models import LedgerAccount
from legalops.reference.selectors import offered
from matters.models import MatterType


@admin.register(AccountMapping)
class AccountMappingAdmin(ModelAdmin):
    """A matter type goes before its code set, a code set before all the rest; saved through the services."""

    list_display = ("what", "account")
    list_filter = ("account",)
    list_select_related = ("matter_type", "account")
    search_fields = ("matter_type__name", "code_set", "account__code", "account__name")

    @admin.display(description=_("invoices of"), ordering="matter_type__name")
    def what(self, mapping: AccountMapping) -> str:
        """The matter type, the code set, or all the rest."""
        return mapping.applies_to

    def get_readonly_fields(self, request: HttpRequest, obj: AccountMapping | None = None) -> tuple[str, ...]:
        """Another matter type or code set is another mapping."""
        return ("matter_type", "code_set") if obj else ()

    def formfield_for_foreignkey(
        self, field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Accounts in force today, and the one that is held."""
        if field.name == "account":
            match = request.resolver_match
            row = AccountMapping.objects.filter(pk=match.kwargs.get("object_id") if match else None).first()
            kwargs["queryset"] = offered(LedgerAccount, row.account_id if row else None)
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def formfield_for_dbfield(self, field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        """Code sets in which matter types are coded, to choose from."""
        if field.name != "code_set":
            return super().formfield_for_dbfield(field, request, **kwargs)
        used = MatterType.objects.order_by("code_set").values_list("code_set", flat=True).distinct()
        return ChoiceField(
            choices=[("", "---------"), *((code, code) for code in used)],
            required=False,
            label=capfirst(field.verbose_name),
            help_text=field.help_text,
            widget=UnfoldAdminSelectWidget,
        )

    def save_model(self, request: HttpRequest, obj: AccountMapping, form: ModelForm, change: bool) -> None:
        """Through the service, which records it."""
        saved = map_account(
            form.cleaned_data["account"],
            matter_type=obj.matter_type,
            code_set=obj.code_set,
            actor=request.user,
        )
        obj.pk = saved.pk

    def delete_model(self, request: HttpRequest, obj: AccountMapping) -> None:
        """Through the service."""
        unmap_account(obj, actor=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One by one, each with its event."""
        for mapping in queryset:
            unmap_account(mapping, actor=request.user)
