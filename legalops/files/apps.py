"""The files app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Files on records, in versions."""

    name = "legalops.files"
    label = "files"
    verbose_name = _("Files")

    def ready(self) -> None:
        """Declare ledger actions and the API's area, make texts searchable, register background work."""
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.files import searching, tasks  # noqa: F401
        from legalops.files.events import ACTIONS, LABELS, MARKS, REPEATED
        from legalops.timeline import labels

        registry.register(ACTIONS)
        labels.add_labels(LABELS)
        labels.add_marks(MARKS)
        labels.repeat(*REPEATED)
        scopes.register(scopes.Area("files", _("Files")))
        searching.register()
