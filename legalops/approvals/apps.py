"""The approvals app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from legalops.audit import registry


class ApprovalsConfig(AppConfig):
    """Policies, steps, requests, delegation."""

    name = "legalops.approvals"
    label = "approvals"
    verbose_name = "Approvals"

    def ready(self) -> None:
        """Declare ledger actions and job handlers, fill the frame, keep hidden records hidden."""
        from legalops.api import scopes
        from legalops.approvals import (  # noqa: F401
            configuration,
            day,
            field_uses,
            kinds,
            limit_configuration,
            open_work,
            panels,
            tasks,
        )
        from legalops.approvals.events import ACTIONS, LABELS, MARKS, REPEATED
        from legalops.approvals.models import Request
        from legalops.timeline import labels

        registry.register(ACTIONS)
        labels.add_labels(LABELS)
        labels.add_marks(MARKS)
        labels.repeat(*REPEATED)
        panels.register()
        day.register()
        kinds.register()
        field_uses.register()
        open_work.register()
        configuration.register()
        limit_configuration.register()
        scopes.register(scopes.Area("approvals", _("Approvals")))
        registry.guard("approvals.request", lambda user: Request.objects.visible_to(user).values("pk"))
