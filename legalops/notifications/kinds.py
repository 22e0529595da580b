"""The kinds that this app itself tells people of."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.notifications.registry import Kind, register

REMINDER: Final = "notifications.reminder"
REMINDER_ESCALATED: Final = "notifications.reminder_escalated"
WEBHOOK_DISABLED: Final = "notifications.webhook_disabled"


def register_own() -> None:
    """Called once, when the app is ready."""
    register(
        Kind(REMINDER, _("A date is near"), _("Some days before a date, by the rules of your department."))
    )
    register(
        Kind(
            REMINDER_ESCALATED,
            _("A date was missed"),
            _("When a date that someone else answers for is overdue by some days."),
        )
    )
    register(
        Kind(
            WEBHOOK_DISABLED,
            _("A webhook was switched off"),
            _("When a target has refused everything for a day."),
            capabilities=frozenset({can.CONFIGURE}),
        )
    )
