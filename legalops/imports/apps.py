"""The imports app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "imports.import.received": "uploaded a file to import",
    "imports.import.started": "started an import",
    "imports.import.done": "imported a file",
    "imports.import.undo_started": "started to undo an import",
    "imports.import.undone": "undid an import",
    "imports.record.withdrawn": "took an imported record back",
}


class ImportsConfig(AppConfig):
    """Rows of files become records."""

    name = "legalops.imports"
    label = "imports"
    verbose_name = _("Imports")

    def ready(self) -> None:
        """Declare ledger actions and jobs, and put the imports into the rail."""
        from legalops.access import capabilities as can
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.imports import field_uses, tasks  # noqa: F401  (tasks registers the jobs)
        from legalops.imports.models import Import
        from legalops.web import nav

        field_uses.register()
        registry.register(ACTIONS)
        scopes.register(scopes.Area("imports", _("Imports")))
        registry.guard("imports.import", lambda user: Import.objects.visible_to(user).values("pk"))
        nav.register(
            nav.NavItem(_("Imports"), "file-import", "imports:list", can.IMPORTS_RUN, order=95, keys="g u")
        )
