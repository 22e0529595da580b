"""What people are told of about approvals."""

from django.utils.translation import gettext_lazy as _

from legalops.notifications import registry
from legalops.notifications.registry import Kind

ASKED = "approvals.asked"
REMINDED = "approvals.reminded"
DECIDED = "approvals.decided"
STUCK = "approvals.stuck"


def register() -> None:
    """Called once, when the app is ready."""
    for kind in (
        Kind(
            ASKED,
            _("Your approval is asked"),
            _("When it is your turn to decide, or a colleague's for whom you decide."),
        ),
        Kind(
            REMINDED,
            _("Reminder of an approval"),
            _("When somebody reminds you of a decision that waits for you."),
        ),
        Kind(
            DECIDED,
            _("Your request was decided"),
            _("When what you asked approval for is approved, rejected or sent back."),
        ),
        Kind(
            STUCK,
            _("Nobody can decide your request"),
            _("When those asked have left or are late and nobody else can be asked."),
        ),
    ):
        registry.register(kind)
