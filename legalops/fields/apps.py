"""The custom fields app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldsConfig(AppConfig):
    """Fields that a department adds to its records."""

    name = "legalops.fields"
    label = "fields"
    verbose_name = _("Custom fields")

    def ready(self) -> None:
        """Declare ledger actions, API area and list; keep confidential changes from who reads the ledger."""
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.fields import configuration, lists, tasks  # noqa: F401  (importing tasks registers them)
        from legalops.fields.events import ACTIONS
        from legalops.fields.models import ConfidentialChange

        registry.register(ACTIONS)
        lists.register()
        configuration.register()
        scopes.register(scopes.Area("fields", _("Custom fields")))
        # They are read in the history of the field alone, which asks for the person and the record.
        registry.guard(
            "fields.confidentialchange", lambda user: ConfidentialChange.objects.none().values("pk")
        )
