"""The list of workflows, making one, copying one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from legalops.access.console import KeptAdmin
from legalops.kernel.errors import DomainError
from legalops.web import formats
from legalops.workflows.admin.builder import BuilderMixin, builder_address
from legalops.workflows.admin.conditions import ConditionsMixin
from legalops.workflows.admin.migrating import MigratingMixin
from legalops.workflows.models import Workflow, WorkflowVersion
from legalops.workflows.selectors.versions import sub_types_of
from legalops.workflows.services.authoring import copy_workflow, make_workflow, record_types
from legalops.workflows.shipped import empty, template, templates


class NewWorkflowForm(forms.Form):
    """Three questions; everything else is on the builder."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, widget=UnfoldAdminTextInputWidget({"autofocus": True})
    )
    serves = forms.ChoiceField(label=gettext_lazy("For"), widget=UnfoldAdminSelectWidget())
    begin = forms.ChoiceField(label=gettext_lazy("Start from"), widget=UnfoldAdminSelectWidget())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["serves"].choices = _served()
        self.fields["begin"].choices = [("", _("Nothing: three stages to begin with"))] + [
            (each.code, each.name) for each in templates()
        ]
        self.fields["begin"].required = False


class CopyForm(forms.Form):
    """Another type for the same way of working."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, widget=UnfoldAdminTextInputWidget())
    sub_type = forms.ChoiceField(label=gettext_lazy("For"), widget=UnfoldAdminSelectWidget())

    def __init__(self, workflow: Workflow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(
            Workflow.objects.filter(record_type=workflow.record_type).values_list("sub_type", flat=True)
        )
        free = [each for each in sub_types_of(workflow.record_type) if each[0] not in taken]
        self.fields["sub_type"].choices = free
        self.fields["name"].initial = workflow.name


@admin.register(Workflow)
class WorkflowAdmin(BuilderMixin, ConditionsMixin, MigratingMixin, KeptAdmin):
    """Workflows of every record type that takes part."""

    list_display = ("name", "serves", "version", "drafted", "records", "changed")
    search_fields = ("name", "code")
    ordering = ("record_type", "name")

    def get_urls(self) -> list[URLPattern]:
        """With copying."""
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<int:pk>/copy/", view, name="workflows_workflow_copy"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Workflow]:
        """With the figures of the list, in one query."""
        latest = WorkflowVersion.objects.filter(workflow=OuterRef("pk")).order_by("-changed_at")
        return (
            super()
            .get_queryset(request)
            .annotate(
                published_number=Max("versions__number", filter=Q(versions__state="published")),
                draft_number=Max("versions__number", filter=Q(versions__state="draft")),
                last_change=Max("versions__changed_at"),
                last_by=Subquery(latest.values("changed_by__full_name")[:1]),
                open_records=Count("versions__runs", filter=~Q(versions__runs__category="closed")),
            )
        )

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Name, for what, from which template; then the builder."""
        form = NewWorkflowForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            made = self._made(request, form)
            if made is not None:
                return HttpResponseRedirect(builder_address(made))
        return self._form_page(request, form, _("New workflow"), _("Make and go on"))

    def copy_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A workflow of its own for another type, beginning as this one is."""
        workflow = self.workflow_or_404(request, pk)
        form = CopyForm(workflow, request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                made = copy_workflow(workflow, actor=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, error.message)
            else:
                messages.success(request, _("This is the copy, as a draft."))
                return HttpResponseRedirect(builder_address(made))
        return self._form_page(request, form, _("Copy “%s”") % workflow, _("Copy and go on"))

    @admin.display(description=gettext_lazy("for"), ordering="record_type")
    def serves(self, workflow: Workflow) -> str:
        """Which records."""
        names = dict(record_types())
        kind = names.get(workflow.record_type, workflow.record_type)
        sub = dict(sub_types_of(workflow.record_type)) if workflow.sub_type else {}
        return f"{kind}: {sub.get(workflow.sub_type, workflow.sub_type)}" if workflow.sub_type else kind

    @admin.display(description=gettext_lazy("published"), ordering="published_number")
    def version(self, workflow: Any) -> str:
        """Version that new records start on."""
        number = workflow.published_number
        return _("Version %s") % number if number else _("Not yet")

    @admin.display(description=gettext_lazy("draft"), ordering="draft_number", empty_value="–")
    def drafted(self, workflow: Any) -> str | None:
        """The version that somebody is writing."""
        return _("Version %s") % workflow.draft_number if workflow.draft_number else None

    @admin.display(description=gettext_lazy("open records"), ordering="open_records")
    def records(self, workflow: Any) -> int:
        """How many run on it."""
        return workflow.open_records

    @admin.display(description=gettext_lazy("last change"), ordering=F("last_change").desc(nulls_last=True))
    def changed(self, workflow: Any) -> str:
        """When, and by whom."""
        return (
            f"{formats.instant(workflow.last_change)}, {workflow.last_by or _('the product')}"
            if workflow.last_change
            else ""
        )

    def _made(self, request: HttpRequest, form: NewWorkflowForm) -> Workflow | None:
        record_type, _colon, sub_type = form.cleaned_data["serves"].partition(":")
        chosen = template(form.cleaned_data["begin"])
        try:
            return make_workflow(
                name=form.cleaned_data["name"],
                record_type=record_type,
                sub_type=sub_type,
                definition=chosen.make() if chosen else empty(),
                actor=request.user,
            )
        except DomainError as error:
            form.add_error("serves", error.message)
            return None

    def _form_page(self, request: HttpRequest, form: forms.Form, title: str, submit: str) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": Workflow._meta,
            "form": form,
            "submit": submit,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/workflows/form.html", context, status=status)


def _served() -> list[tuple[str, Any]]:
    """Record types, and under each its sub-types, that no workflow serves yet."""
    taken = set(Workflow.objects.values_list("record_type", "sub_type"))
    groups = []
    for code, name in record_types():
        options = [] if (code, "") in taken else [(code, _("%s: all without one of their own") % name)]
        options += [
            (f"{code}:{sub}", f"{name}: {label}")
            for sub, label in sub_types_of(code)
            if (code, sub) not in taken
        ]
        groups.append((name, options))
    return groups
