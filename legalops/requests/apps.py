"""The requests app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RequestsConfig(AppConfig):
    """Asking legal, working on requests, following them."""

    name = "legalops.requests"
    label = "requests"
    verbose_name = _("Requests")

    def ready(self) -> None:
        """Register the record type, fill the frame, declare ledger actions; install shipped types."""
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.automation import registry as automation
        from legalops.requests import approvals, configuration, day, frame, lists, notices, records
        from legalops.requests.events import ACTIONS
        from legalops.requests.models import Request

        records.register()
        approvals.register()
        frame.register()
        day.register()
        notices.register()
        configuration.register()
        lists.register()
        registry.register(ACTIONS)
        scopes.register(scopes.Area("requests", _("Requests to legal")))
        automation.open_to_configurers(
            "requests.request", lambda: Request.objects.filter(restricted=False).values("pk")
        )
        registry.guard("requests.request", lambda user: Request.objects.visible_to(user).values("pk"))
        post_migrate.connect(_install, sender=self, dispatch_uid="requests.install")


def _install(**kwargs) -> None:
    from legalops.requests import lists
    from legalops.requests.services.reference import install_reference

    install_reference()
    lists.install()
