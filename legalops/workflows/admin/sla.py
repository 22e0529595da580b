"""Service levels in the console: what is promised, when somebody is told."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, TabularInline

from legalops.kernel.errors import DomainError
from legalops.web.conditions import sentences
from legalops.workflows.admin.naming import NamesSomebody
from legalops.workflows.admin.routing import OnRecordTypeForm
from legalops.workflows.models import Escalation, SlaPolicy
from legalops.workflows.services.sla_policies import checked_step, save_policy, set_escalations


class PolicyForm(OnRecordTypeForm):
    """Conditions and the promise."""

    class Meta:
        model = SlaPolicy
        fields = (
            "name", "record_type", "position", "is_active", "conditions",
            "kind", "hours", "at_risk_share", "calendar",
        )  # fmt: skip


class EscalationForm(NamesSomebody):
    """Who is told when."""

    who_label = gettext_lazy("Tell")

    class Meta:
        model = Escalation
        fields = ("moment", "who", "reassign_to")

    def has_changed(self) -> bool:
        """A step that was added counts as it stands there, with what the form offers first."""
        return not self.instance.pk or super().has_changed()


class EscalationFormSet(BaseInlineFormSet):
    """Steps that the records of the policy can be escalated by."""

    def clean(self) -> None:
        """What the service would refuse, beside the step."""
        super().clean()
        for form, step in self._kept():
            try:
                checked_step(step, self.instance.record_type)
            except DomainError as refusal:
                form.add_error("who", refusal.message)

    def steps(self) -> list[dict[str, Any]]:
        """The escalation as it is to be, in the order of the page."""
        return [step for _form, step in self._kept()]

    def _kept(self) -> Iterator[tuple[forms.ModelForm, dict[str, Any]]]:
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if "who" in data and not data.get("DELETE"):
                yield form, {name: data.get(name) for name in EscalationForm.Meta.fields}


class EscalationInline(TabularInline):
    """Steps of the escalation."""

    model = Escalation
    form = EscalationForm
    formset = EscalationFormSet
    extra = 0


@admin.register(SlaPolicy)
class SlaPolicyAdmin(ModelAdmin):
    """Promises in business hours."""

    form = PolicyForm
    list_display = ("name", "record_type", "position", "when", "kind", "hours", "is_active")
    list_filter = ("record_type", "kind", "is_active")
    search_fields = ("name",)
    inlines = (EscalationInline,)
    fieldsets = (
        (None, {"fields": ("name", "record_type", ("position", "is_active"))}),
        (gettext_lazy("When"), {"fields": ("conditions",)}),
        (gettext_lazy("Promise"), {"fields": ("kind", ("hours", "at_risk_share"), "calendar")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: SlaPolicy | None = None) -> bool:
        """Clocks refer to it: it is taken out of use."""
        return False

    def save_model(self, request: HttpRequest, obj: SlaPolicy, form: forms.ModelForm, change: bool) -> None:
        """Through the service."""
        given = {name: form.cleaned_data[name] for name in PolicyForm.Meta.fields}
        stored = SlaPolicy.objects.get(pk=obj.pk) if change else None
        obj.pk = save_policy(stored, given, actor=request.user).pk

    def save_formset(self, request: HttpRequest, form: Any, formset: EscalationFormSet, change: bool) -> None:
        """Through the service, in the transaction of the policy; the console's history wants the lists."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        set_escalations(formset.instance, formset.steps(), actor=request.user)

    @admin.display(description=gettext_lazy("when"))
    def when(self, policy: SlaPolicy) -> SafeString | str:
        """Its conditions in words."""
        words = sentences(policy.conditions, policy.record_type)
        return format_html_join(format_html("<br>"), "{}", ((each,) for each in words)) or _("Always")
