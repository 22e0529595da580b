"""The reference data app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "reference.code.added": "added a code",
    "reference.code.changed": "changed a code",
    "reference.code.removed": "removed a code that nothing used",
}


class ReferenceConfig(AppConfig):
    """Codes of the organisation."""

    name = "legalops.reference"
    label = "reference"
    verbose_name = _("Reference data")

    def ready(self) -> None:
        """Declare what can be imported, exported and configured, and ledger actions."""
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.exports.registry import add_reference
        from legalops.reference import configuration, importables
        from legalops.reference.kinds import KINDS

        importables.register()
        configuration.register()
        scopes.register(scopes.Area("reference", _("Reference data")))
        add_reference(*(kind.model for kind in KINDS))
        registry.register(ACTIONS)
