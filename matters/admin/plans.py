"""Plan templates and the escalation ladder in the console."""

from typing import Any

import yaml
from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.audit.console import RecordedAdmin
from legalops.kernel.errors import DomainError
from matters.enums import TemplateState
from matters.models import EscalationRung, PlanTemplate
from matters.services.plan_templates import publish_template, save_draft
from matters.services.plan_templates.publishing import checked

_HELP = _(
    "Assumptions; phases with code and name; tasks with key, title, days (or milestone: true), hours, "
    "owner (lead, backup, attorney, paralegal, lpm, nobody), code, offset, and "
    "after: [key], [key SS] or [key FS+3]."
)


class PlanTemplateForm(forms.ModelForm):
    """The document as text: the draft where there is one, else what is published."""

    text = forms.CharField(label=_("Document"), widget=UnfoldAdminTextareaWidget(attrs={"rows": 28}))

    class Meta:
        model = PlanTemplate
        fields = ("name", "code", "matter_types", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _HELP
        if self.instance.pk and (latest := self.instance.versions.first()):
            self.initial["text"] = _as_text(latest.document)

    def clean_text(self) -> str:
        """Text that reads as a document without fault."""
        text = self.cleaned_data["text"]
        try:
            self.document = yaml.safe_load(text)
            checked(self.document)
        except yaml.YAMLError as error:
            where = getattr(error, "problem_mark", None)
            line = where.line + 1 if where else 1
            message = _t("Line %(line)s cannot be read: check its dashes, colons and indentation.")
            raise forms.ValidationError(message % {"line": line}) from None
        except DomainError as error:
            raise forms.ValidationError(error.message) from None
        return text


def _as_text(document: Any) -> str:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


class KeptByOperations(RecordedAdmin):
    """For those who keep plan templates."""

    def _keeps(self, request: HttpRequest) -> bool:
        return has_capability(request.user, can.MATTERS_PLAN_TEMPLATES)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to those who keep them."""
        return self._keeps(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As above."""
        return self._keeps(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """As above."""
        return self._keeps(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As above."""
        return self._keeps(request)


@admin.register(PlanTemplate)
class PlanTemplateAdmin(KeptByOperations):
    """Ways of doing matters of a kind: written as a draft, then published."""

    form = PlanTemplateForm
    fields = ("name", "code", "matter_types", "is_active", "text")
    list_display = ("name", "code", "published", "drafted", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "code")
    autocomplete_fields = ("matter_types",)
    actions_detail = ("publish",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Files of the configuration and the API refer to the code."""
        return ("code",) if obj else ()

    @admin.display(description=_("published"))
    def published(self, template: PlanTemplate) -> str:
        """The version that matters are planned from."""
        found = template.versions.filter(state=TemplateState.PUBLISHED).first()
        return str(found.number) if found else "-"

    @admin.display(description=_("draft"))
    def drafted(self, template: PlanTemplate) -> str:
        """The version that is being written."""
        found = template.versions.filter(state=TemplateState.DRAFT).first()
        return str(found.number) if found else "-"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The document becomes the draft where it is another than the latest version's."""
        super().save_related(request, form, formsets, change)
        latest = form.instance.versions.first()
        if latest is None or latest.document != form.document:
            draft = save_draft(form.instance, form.document, actor=request.user)
            message = _t("Draft %(number)s is written. Publish it to let matters be planned from it.")
            messages.info(request, message % {"number": draft.number})

    @action(description=_("Publish the draft"), permissions=["change"], url_path="publish")
    def publish(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Publish; plans that began from an earlier version keep it."""
        template = PlanTemplate.objects.get(pk=object_id)
        try:
            version = publish_template(template, actor=request.user)
            messages.success(request, _t("Version %(number)s is published.") % {"number": version.number})
        except DomainError as error:
            messages.error(request, error.message)
        return HttpResponseRedirect(reverse("admin:matters_plantemplate_change", args=[object_id]))


@admin.register(EscalationRung)
class EscalationRungAdmin(KeptByOperations):
    """Who is told when a task stays overdue or blocked."""

    list_display = ("cause", "after_days", "who", "is_active")
    list_filter = ("cause", "is_active")
