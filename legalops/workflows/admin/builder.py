"""The builder: a workflow on one page, its diagram beside it. Nothing is published that has a fault."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError
from legalops.workflows.admin.builder_page import BuilderPage
from legalops.workflows.admin.builder_rows import definition_from
from legalops.workflows.machine import Definition, FaultyWorkflow, read
from legalops.workflows.models import Workflow
from legalops.workflows.selectors.versions import draft_of, published_of
from legalops.workflows.services.authoring import drop_draft, publish, restore, save_draft

_TEMPLATE = "admin/workflows/builder.html"


def present(workflow: Workflow) -> Definition:
    """The draft, or what is published where there is none."""
    version = draft_of(workflow) or published_of(workflow)
    return read(version.definition) if version else Definition()


def builder_address(workflow: Workflow) -> str:
    """The builder's page."""
    return reverse("admin:workflows_workflow_change", args=[workflow.pk])


class BuilderMixin:
    """For the console of workflows: its change page is the builder."""

    def get_urls(self) -> list[URLPattern]:
        """With the parts of the builder."""
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<int:pk>/look/", wrap(self.look_view), name="workflows_workflow_look"),
            path("<int:pk>/drop/", wrap(self.drop_view), name="workflows_workflow_drop"),
            path(
                "<int:pk>/versions/<int:number>/restore/",
                wrap(self.restore_view),
                name="workflows_workflow_restore",
            ),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The builder (GET), and saving, trying or publishing what it says (POST)."""
        workflow = self.workflow_or_404(request, object_id)
        if request.method != "POST":
            return self.page(request, workflow, present(workflow), tried="try" in request.GET)
        definition = definition_from(request.POST, present(workflow))
        if "check" in request.POST or "try" in request.POST:
            return self.page(request, workflow, definition, tried="try" in request.POST)
        save_draft(workflow, definition, actor=request.user)
        if "publish" in request.POST:
            return self._publish(request, workflow, definition)
        messages.success(request, _("The draft is saved. Records stay on the published version."))
        return HttpResponseRedirect(builder_address(workflow))

    def look_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Diagram and faults of what is being typed; nothing is saved."""
        workflow = self.workflow_or_404(request, pk)
        if request.method != "POST":
            raise Http404
        page = BuilderPage(workflow, definition_from(request.POST, present(workflow)))
        return TemplateResponse(request, "admin/workflows/look.html", page.context())

    def drop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget the draft."""
        workflow = self.workflow_or_404(request, pk)
        if request.method == "POST":
            drop_draft(workflow, actor=request.user)
            messages.success(request, _("The draft is dropped."))
        return HttpResponseRedirect(builder_address(workflow))

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Bring an earlier version back as the draft."""
        workflow = self.workflow_or_404(request, pk)
        version = workflow.versions.filter(number=number).first()
        if version is None:
            raise Http404
        if request.method == "POST":
            restore(version, actor=request.user)
            said = _("Version %s is the draft now. Look at what will change, then publish it.")
            messages.success(request, said % number)
        return HttpResponseRedirect(builder_address(workflow))

    def page(
        self, request: HttpRequest, workflow: Workflow, definition: Definition, *, tried: bool = False,
        status: int = 200, said: str = "",
    ) -> HttpResponse:  # fmt: skip
        """The builder with this definition in its boxes."""
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            **BuilderPage(workflow, definition).context(tried_by=request.user if tried else None),
            "title": workflow.name,
            "opts": Workflow._meta,
            "said": said,
        }
        return TemplateResponse(request, _TEMPLATE, context, status=status)

    def workflow_or_404(self, request: HttpRequest, pk: Any) -> Workflow:
        """The workflow, for people who configure."""
        workflow = Workflow.objects.filter(pk=pk).first() if str(pk).isdecimal() else None
        if workflow is None:
            raise Http404
        if not self.has_change_permission(request, workflow):  # type: ignore[attr-defined]
            raise PermissionDenied
        return workflow

    def _publish(self, request: HttpRequest, workflow: Workflow, definition: Definition) -> HttpResponse:
        try:
            version = publish(workflow, actor=request.user)
        except FaultyWorkflow:
            said = _("The draft is saved, but it cannot be published before these are mended:")
            return self.page(request, workflow, definition, status=422, said=said)
        except DomainError as error:
            return self.page(request, workflow, definition, status=error.status, said=error.message)
        messages.success(request, _("Version %s is published. New records start on it.") % version.number)
        return HttpResponseRedirect(builder_address(workflow))
