"""Moving live records to the published version: which stages go where, what would happen, doing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError
from legalops.workflows.admin.builder import builder_address
from legalops.workflows.machine import Definition, read
from legalops.workflows.models import Workflow
from legalops.workflows.selectors.live import try_on_live
from legalops.workflows.selectors.versions import published_of
from legalops.workflows.services.migrating import ask_migration


class MigratingMixin:
    """For the console of workflows: the page that moves live records."""

    def get_urls(self) -> list[URLPattern]:
        """With that page."""
        view = self.admin_site.admin_view(self.migrate_view)  # type: ignore[attr-defined]
        own = path("<int:pk>/migrate/", view, name="workflows_workflow_migrate")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def migrate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The preview, stage by stage (GET or POST with `look`), and the move (POST)."""
        workflow = self.workflow_or_404(request, pk)  # type: ignore[attr-defined]
        version = published_of(workflow)
        definition = read(version.definition) if version else Definition()
        mapping = _mapping(request)
        refusal, status = "", 200
        if request.method == "POST" and "look" not in request.POST:
            try:
                ask_migration(workflow, mapping, actor=request.user)
            except DomainError as error:
                refusal, status = error.message, error.status
            else:
                said = _("The records are being moved. Background work shows how far it is.")
                messages.success(request, said)
                return HttpResponseRedirect(builder_address(workflow))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Move live records of “%s”") % workflow,
            "opts": Workflow._meta,
            "workflow": workflow,
            "version": version,
            "stages": definition.stages,
            "trial": try_on_live(workflow, definition, mapping),
            "refusal": refusal,
            "back": builder_address(workflow),
        }
        return TemplateResponse(request, "admin/workflows/migrate.html", context, status=status)


def _mapping(request: HttpRequest) -> dict[str, str]:
    """From the boxes `to-<old stage>`."""
    given = {key.removeprefix("to-"): value for key, value in request.POST.items() if key.startswith("to-")}
    return {old: new for old, new in given.items() if new}
