"""Routing rules in the console, and the screen that says who would get a record, and why."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget

from legalops.automation.addresses import log_address
from legalops.kernel.errors import DomainError
from legalops.web.conditions import ConditionsField, sentences
from legalops.workflows.admin.routing_test import RoutingTestMixin
from legalops.workflows.models import RoutingRule
from legalops.workflows.services.authoring import record_types
from legalops.workflows.services.routing_rules import remove_rule, require_sense, save_rule


def chosen_type(form: "OnRecordTypeForm") -> str:
    """The record type whose fields the form offers: as posted, as stored, or the first."""
    posted = form.data.get(form.add_prefix("record_type")) if form.is_bound else None
    known = [code for code, _name in form.types()]
    for code in (posted, form.instance.record_type, form.initial.get("record_type"), *known):
        if code in known:
            return code
    return ""


class OnRecordTypeForm(forms.ModelForm):
    """A form whose conditions are over the fields of the record type chosen in it."""

    conditions = ConditionsField(
        label=gettext_lazy("Conditions"),
        console=True,
        help_text=gettext_lazy("None: it holds for every record."),
    )

    @staticmethod
    def types() -> list[tuple[str, str]]:
        """Record types to choose from."""
        return record_types()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record_type"] = forms.ChoiceField(
            label=_("For"), choices=self.types(), widget=UnfoldAdminSelectWidget(),
            help_text=_("After choosing another, save once to see its fields."),
        )  # fmt: skip
        self.fields["conditions"].record_type = chosen_type(self)


class RuleForm(OnRecordTypeForm):
    """Conditions, then who."""

    class Meta:
        model = RoutingRule
        fields = (
            "name",
            "record_type",
            "position",
            "is_active",
            "conditions",
            "person",
            "role",
            "team",
            "choosing",
        )

    @staticmethod
    def types() -> list[tuple[str, str]]:
        """Only records that are given to people."""
        return record_types(assignable=True)

    def clean(self) -> dict[str, Any]:
        """What the service would refuse, beside its field."""
        data = super().clean() or self.cleaned_data
        try:
            require_sense(data, self.instance)
        except DomainError as refusal:
            self.add_error(refusal.field, refusal.message)
        return data


@admin.register(RoutingRule)
class RoutingRuleAdmin(RoutingTestMixin, ModelAdmin):
    """Rules in their order: the first that holds and has somebody present decides."""

    form = RuleForm
    list_display = ("name", "record_type", "position", "when", "gives_to", "is_active")
    list_editable = ("position",)
    list_filter = ("record_type", "is_active")
    search_fields = ("name",)
    list_select_related = ("person", "role", "team")
    autocomplete_fields = ("person", "role", "team")
    change_list_template = "admin/workflows/routing_list.html"
    actions_detail = ("log_of_rule",)
    fieldsets = (
        (None, {"fields": ("name", "record_type", ("position", "is_active"))}),
        (gettext_lazy("When"), {"fields": ("conditions",)}),
        (gettext_lazy("Who gets it"), {"fields": ("person", ("role", "team"), "choosing")}),
    )

    def save_model(self, request: HttpRequest, obj: RoutingRule, form: forms.ModelForm, change: bool) -> None:
        """Through the service; the list gives the position alone."""
        given = {name: form.cleaned_data[name] for name in RuleForm.Meta.fields if name in form.cleaned_data}
        stored = RoutingRule.objects.get(pk=obj.pk) if change else None
        obj.pk = save_rule(stored, given, actor=request.user).pk

    @action(description=gettext_lazy("What it did"), permissions=["view"], url_path="log")
    def log_of_rule(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """To the automation log of this rule."""
        return HttpResponseRedirect(log_address("routing", object_id))

    def delete_model(self, request: HttpRequest, obj: RoutingRule) -> None:
        """Through the service."""
        remove_rule(obj, actor=request.user)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[RoutingRule]) -> None:
        """One by one, each with its event."""
        for rule in queryset:
            remove_rule(rule, actor=request.user)

    @admin.display(description=gettext_lazy("when"))
    def when(self, rule: RoutingRule) -> SafeString | str:
        """Its conditions in words."""
        words = sentences(rule.conditions, rule.record_type)
        return format_html_join(format_html("<br>"), "{}", ((each,) for each in words)) or _("Always")

    @admin.display(description=gettext_lazy("goes to"))
    def gives_to(self, rule: RoutingRule) -> str:
        """Who, and how one is chosen."""
        if rule.person:
            return str(rule.person)
        named = " · ".join(str(each) for each in (rule.role, rule.team) if each)
        return f"{named} ({rule.get_choosing_display().lower()})"
