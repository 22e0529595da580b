"""The exports app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "exports.full.asked": "asked for a full export",
    "exports.full.made": "received a full export",
    "exports.full.downloaded": "downloaded a full export",
}


class ExportsConfig(AppConfig):
    """Everything, to take away."""

    name = "legalops.exports"
    label = "exports"
    verbose_name = _("Exports")

    def ready(self) -> None:
        """Declare ledger actions and jobs, and put the page into the rail of administrators."""
        from legalops.access import capabilities as can
        from legalops.accounts.models import Team
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.exports import tasks  # noqa: F401  (registers the jobs)
        from legalops.exports.registry import add_reference
        from legalops.fx.models import ExchangeRate
        from legalops.web import nav

        registry.register(ACTIONS)
        scopes.register(scopes.Area("exports", _("Full exports")))
        add_reference(Team, ExchangeRate)
        nav.register(nav.NavItem(_("Full export"), "database", "exports:all", can.CONFIGURE, order=97))
