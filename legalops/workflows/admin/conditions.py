"""Conditions of one transition of the draft, on a page of their own."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.web.conditions import ConditionsField
from legalops.workflows.admin.builder import builder_address, present
from legalops.workflows.machine import Definition, Guard, Transition
from legalops.workflows.models import Workflow
from legalops.workflows.services.authoring import save_draft


class ConditionsForm(forms.Form):
    """What must hold of the record before the transition."""

    conditions = ConditionsField(label=gettext_lazy("Conditions"), console=True)


class ConditionsMixin:
    """For the console of workflows: the conditions page of a transition."""

    def get_urls(self) -> list[URLPattern]:
        """With that page."""
        view = self.admin_site.admin_view(self.conditions_view)  # type: ignore[attr-defined]
        own = path("<int:pk>/transitions/<slug:code>/conditions/", view, name="workflows_workflow_conditions")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def conditions_view(self, request: HttpRequest, pk: int, code: str) -> HttpResponse:
        """Show (GET) or keep in the draft (POST)."""
        workflow = self.workflow_or_404(request, pk)  # type: ignore[attr-defined]
        definition = present(workflow)
        way = definition.transition(code)
        if way is None:
            raise Http404
        form = _form(workflow, way, request)
        if request.method == "POST" and form.is_valid():
            changed = _with_conditions(definition, way, form.cleaned_data["conditions"])
            save_draft(workflow, changed, actor=request.user)
            messages.success(request, _("Kept in the draft."))
            return HttpResponseRedirect(builder_address(workflow))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Before “%s” can be made") % way.label,
            "opts": Workflow._meta,
            "form": form,
            "submit": _("Keep in the draft"),
            "back": builder_address(workflow),
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/workflows/form.html", context, status=status)


def _form(workflow: Workflow, way: Transition, request: HttpRequest) -> ConditionsForm:
    guard = next((each for each in way.guards if each.kind == "conditions"), Guard("conditions"))
    form = ConditionsForm(
        request.POST if request.method == "POST" else None,
        initial={"conditions": guard.settings.get("conditions", [])},
    )
    form.fields["conditions"].record_type = workflow.record_type
    return form


def _with_conditions(definition: Definition, way: Transition, conditions: list) -> Definition:
    others = tuple(guard for guard in way.guards if guard.kind != "conditions")
    guards = (*others, Guard("conditions", {"conditions": conditions})) if conditions else others
    changed = replace(way, guards=guards)
    ways = tuple(changed if each.code == way.code else each for each in definition.transitions)
    return replace(definition, transitions=ways)
