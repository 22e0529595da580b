"""The workflows app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    """Stages, transitions, guards, entry actions, routing, SLA clocks."""

    name = "legalops.workflows"
    label = "workflows"
    verbose_name = _("Workflows")

    def ready(self) -> None:
        """Offer the shipped guards and actions, declare ledger actions and background work."""
        from legalops.api import scopes
        from legalops.audit import registry
        from legalops.timeline import labels
        from legalops.workflows import (  # noqa: F401
            actions,
            approvals,
            configuration,
            document_configuration,
            documents,
            field_uses,
            guards,
            notices,
            routing_configuration,
            sla_configuration,
            tasks,
        )
        from legalops.workflows.events import ACTIONS, LABELS, MARKS

        guards.register()
        actions.register()
        approvals.register()
        notices.register()
        field_uses.register()
        configuration.register()
        documents.register()
        document_configuration.register()
        routing_configuration.register()
        sla_configuration.register()
        registry.register(ACTIONS)
        labels.add_labels(LABELS)
        labels.add_marks(MARKS)
        scopes.register(scopes.Area("workflows", _("Workflows")))
