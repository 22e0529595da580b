"""What makes notifications visible: rules, a webhook to look at, and what each persona was told of late."""

from datetime import time

from billing.services.telling import tell_of_unmatched
from legalops.accounts.models import User
from legalops.demo.loading.world import World
from legalops.demo.plan.names import STAFF_DOMAIN
from legalops.demo.plan.staff import FACES
from legalops.kernel import clock
from legalops.notifications.enums import HookShape, Pace
from legalops.notifications.kinds import REMINDER
from legalops.notifications.models import Notification, ReminderRule, WebhookEndpoint
from legalops.notifications.services.choosing import choose, set_schedule
from legalops.notifications.services.hooking.endpoints import save_endpoint
from legalops.notifications.services.reminding.rules import save_rule
from legalops.notifications.services.reminding.running import run_rule

_NEW_MATTER = {
    "name": "A week after a matter was opened",
    "record_type": "matter",
    "date_field": "opened_on",
    "conditions": [{"field": "stage_category", "operator": "is", "value": "open"}],
    "ladder": [-7],
    "recipients": ["field:lead"],
    "title": "{number} was opened {when}",
    "body": "Set a budget and the next date of {name}.",
}
_EVENTS = ["billing.invoice.approved", "billing.invoice.rejected", "billing.invoice.paid"]


def tell_people(world: World) -> int:
    """Rules, choices and a webhook by the administrator; then what is due today. How many were told."""
    administrator, counsel = _face("administrator"), _face("general_counsel")
    save_rule(ReminderRule(), _NEW_MATTER, actor=administrator)
    choose(counsel, REMINDER, in_app=True, email=Pace.DAILY)
    set_schedule(counsel, {"quiet_from": time(19), "quiet_until": time(7), "quiet_weekends": True})
    # Switched off, so that a demo on a laptop asks nobody for anything.
    hook = {"name": "Accounts payable", "url": "https://hooks.example.com/legalops", "events": _EVENTS}
    kept = {"shape": HookShape.GENERIC, "is_active": False, "owner": _face("finance")}
    save_endpoint(WebhookEndpoint(), hook | kept, actor=administrator)
    told = sum(run_rule(rule, clock.today()) for rule in ReminderRule.objects.filter(is_active=True))
    tell_of_unmatched()
    _read_what_is_old(world)
    return told


def _read_what_is_old(world: World) -> None:
    """People have read what is older than a few days."""
    old = Notification.objects.filter(created_at__date__lt=clock.local_date(world.now))
    old.update(read_at=world.now)


def _face(role: str) -> User:
    return User.objects.get(email=f"{FACES[role]}@{STAFF_DOMAIN}")
