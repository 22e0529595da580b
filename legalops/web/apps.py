"""The web application: no models, only plumbing and templates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """Registers the frame's own destinations."""

    name = "legalops.web"
    label = "web"
    verbose_name = _("Web")

    def ready(self) -> None:
        """Put Home and the style page into the rail."""
        from legalops.web import own_nav

        own_nav.register()
