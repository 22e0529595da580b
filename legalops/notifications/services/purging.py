"""Forgetting what was told and sent long ago. The ledger keeps what happened; this was only word of it."""

from datetime import timedelta

from legalops.kernel import clock
from legalops.notifications.enums import HookState
from legalops.notifications.models import Notification, WebhookDelivery

# Longer than any ladder looks ahead, so that no rung can be told a second time.
KEEP_TOLD = timedelta(days=800)
KEEP_HOOKS = timedelta(days=90)


def purge() -> dict[str, int]:
    """Delete notifications (with their deliveries) and ended webhook deliveries that are old; how many."""
    now = clock.now()
    told = Notification.objects.filter(created_at__lt=now - KEEP_TOLD).delete()[0]
    ended = (HookState.DELIVERED, HookState.FAILED, HookState.WITHHELD)
    hooks = WebhookDelivery.objects.filter(state__in=ended, created_at__lt=now - KEEP_HOOKS).delete()[0]
    return {"notifications": told, "webhook_deliveries": hooks}
