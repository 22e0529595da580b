"""The workflows app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
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
        from legalops.automation import registry as automation
        from legalops.timeline import labels
        from legalops.workflows import (  # noqa: F401
            actions,
            approvals,
            configuration,
            day,
            document_configuration,
            documents,
            field_uses,
            guards,
            lists,
            notices,
            records,
            routing_configuration,
            sla_configuration,
            tasks,
        )
        from legalops.workflows.events import ACTIONS, LABELS, MARKS
        from legalops.workflows.models import Task
        from legalops.workflows.services.automation import act_again, route_again

        day.register()
        guards.register()
        actions.register()
        approvals.register()
        notices.register()
        field_uses.register()
        records.register()
        lists.register()
        configuration.register()
        documents.register()
        document_configuration.register()
        routing_configuration.register()
        sla_configuration.register()
        registry.register(ACTIONS)
        registry.guard("workflows.task", lambda user: Task.objects.visible_to(user).values("pk"))
        labels.add_labels(LABELS)
        labels.add_marks(MARKS)
        automation.register_replay("entry_action", act_again)
        automation.register_replay("routing", route_again)
        scopes.register(scopes.Area("workflows", _("Workflows")))
        post_migrate.connect(_install, sender=self, dispatch_uid="workflows.install")


def _install(**kwargs) -> None:
    from legalops.workflows import lists

    lists.install()
