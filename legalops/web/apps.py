"""The web application: no models, only plumbing and templates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """Registers the frame's own destinations."""

    name = "legalops.web"
    label = "web"
    verbose_name = _("Web")

    def ready(self) -> None:
        """Put Home into the rail and declare what the web layer records."""
        from legalops.audit import registry
        from legalops.web import own_nav
        from legalops.web.exports.recording import ACTIONS

        own_nav.register()
        registry.register(ACTIONS)
