"""What workflows tell people of."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.notifications import registry
from legalops.notifications.registry import Kind

_WORK = frozenset({can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL, can.MATTERS_EDIT})


def register() -> None:
    """Called once, when the app is ready."""
    registry.register(
        Kind(
            "workflows.stage_entered",
            _("A record reaches a stage"),
            _("Sent where a workflow says so, when a record enters the stage."),
        )
    )
    registry.register(
        Kind(
            "workflows.task_given",
            _("A task is given to you"),
            _("Sent when somebody makes a task for you, or gives you one."),
        )
    )
    registry.register(
        Kind(
            "workflows.task_cancelled",
            _("A task of yours is called off"),
            _("Sent with the reason, so that you need not do it."),
        )
    )
    registry.register(
        Kind(
            "workflows.sla_at_risk",
            _("An SLA is at risk"),
            _("Sent once, when the share of the time that the SLA policy names is used up."),
            capabilities=_WORK,
        )
    )
    registry.register(
        Kind(
            "workflows.sla_breached",
            _("An SLA is breached"),
            _("Sent once, when the time of an SLA is over and the record has not ended."),
            urgent=True,
            capabilities=_WORK,
        )
    )
