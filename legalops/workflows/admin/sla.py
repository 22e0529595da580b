"""Service levels in the console: what is promised, when somebody is told."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, TabularInline

from legalops.accounts.recorded import RecordedChanges
from legalops.web.conditions import sentences
from legalops.workflows.admin.naming import NamesSomebody
from legalops.workflows.admin.routing import OnRecordTypeForm
from legalops.workflows.models import Escalation, SlaPolicy


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


class EscalationInline(TabularInline):
    """Steps of the escalation."""

    model = Escalation
    form = EscalationForm
    extra = 0


@admin.register(SlaPolicy)
class SlaPolicyAdmin(RecordedChanges, ModelAdmin):
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

    @admin.display(description=gettext_lazy("when"))
    def when(self, policy: SlaPolicy) -> SafeString | str:
        """Its conditions in words."""
        words = sentences(policy.conditions, policy.record_type)
        return format_html_join(format_html("<br>"), "{}", ((each,) for each in words)) or _("Always")
