"""The timeline app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimelineConfig(AppConfig):
    """Registers the ledger's page."""

    name = "legalops.timeline"
    label = "timeline"
    verbose_name = _("Timeline")

    def ready(self) -> None:
        """Put the ledger into the rail of those who audit."""
        from legalops.access import capabilities as can
        from legalops.api import scopes
        from legalops.fields.catalogue import label_of_fact
        from legalops.timeline import labels, lists
        from legalops.web import nav

        labels.resolve_by(label_of_fact)
        lists.register()
        scopes.register(scopes.Area("ledger", _("Ledger")))

        nav.register(
            nav.NavItem(_("Ledger"), "history", "ledger:events", can.AUDIT_VIEW, order=90, keys="g l")
        )
