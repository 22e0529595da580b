"""Document templates in the console: written with merge fields, tried on a real record."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from legalops.audit.console import RecordedAdmin
from legalops.files.registry import holders
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.workflows.drafting.fields import offered
from legalops.workflows.drafting.merging import written
from legalops.workflows.models import DocumentTemplate
from legalops.workflows.services.authoring import record_types
from legalops.workflows.services.drafting import Draft, draft

_LATEST = 50


class DocumentTemplateForm(forms.ModelForm):
    """The fields that may be named are listed beside the text."""

    record_type = forms.ChoiceField(
        label=gettext_lazy("For"),
        widget=UnfoldAdminSelectWidget(),
        help_text=gettext_lazy("Which records' fields it may name."),
    )

    class Meta:
        model = DocumentTemplate
        fields = (
            *("name", "code", "record_type", "is_active"),
            *("file_name", "folder", "privileged", "shared", "body"),
        )
        widgets = {"body": UnfoldAdminTextareaWidget(attrs={"rows": 22})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {each.record_type for each in holders()}
        if "record_type" in self.fields:
            self.fields["record_type"].choices = [each for each in record_types() if each[0] in kept]
        self.fields["body"].help_text = _body_help()


@admin.register(DocumentTemplate)
class DocumentTemplateAdmin(RecordedAdmin):
    """Documents that stages make on entry."""

    form = DocumentTemplateForm
    list_display = ("name", "code", "record_type", "file_name", "is_active")
    list_filter = ("record_type", "is_active")
    search_fields = ("name", "code", "body")
    actions_detail = ("attempt",)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Only while adding."""
        return {} if obj else {"code": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Workflows refer to the code, and to the record type with it: they never change."""
        return ("code", "record_type") if obj else ()

    def get_urls(self) -> list[URLPattern]:
        """With the page that tries a template."""
        view = self.admin_site.admin_view(self.try_view)
        own = path("<int:pk>/try/", view, name="workflows_documenttemplate_try")
        return [own, *super().get_urls()]

    @action(description=gettext_lazy("Preview on a record"), permissions=["view"], url_path="attempt")
    def attempt(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """To the page that shows what would be made."""
        return HttpResponseRedirect(reverse("admin:workflows_documenttemplate_try", args=[object_id]))

    def try_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The document as it would be for a record (`record`), nothing stored."""
        template = DocumentTemplate.objects.filter(pk=pk).first()
        if template is None or not self.has_view_permission(request, template):
            raise Http404
        kind = records.find(template.record_type)
        seen = kind.rows().visible_to(request.user).order_by("-pk")
        key = request.GET.get("record", "")
        record = seen.filter(pk=key).first() if key.isdecimal() else seen.first()
        drafted, refusal = _tried(record, template)
        context = {
            **self.admin_site.each_context(request),
            "title": _("%s: preview") % template,
            "opts": DocumentTemplate._meta,
            "kind": kind,
            "choices": [(str(row.pk), kind.title(row)) for row in seen[:_LATEST]],
            "record": record,
            "draft": drafted,
            "refusal": refusal,
            "back": reverse("admin:workflows_documenttemplate_change", args=[pk]),
        }
        return TemplateResponse(request, "admin/workflows/document_try.html", context)


def _tried(record: Any | None, template: DocumentTemplate) -> tuple[Draft | None, str]:
    try:
        return draft(record, template, sample=True), ""
    except DomainError as error:
        return None, error.message


def _body_help() -> str:
    by_type = [
        f"{kind}: " + ", ".join(map(written, offered(code, outside=False))) for code, kind in record_types()
    ]
    words = _(
        "Each line is a paragraph; # begins a heading, - a bullet, **two stars** make bold. "
        "Fields by record: %s."
    )
    return words % "; ".join(by_type)
