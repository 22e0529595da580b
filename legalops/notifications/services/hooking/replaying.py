"""Sending again, and sending a test."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import Conflict
from legalops.notifications.enums import HookState
from legalops.notifications.mail.letters import absolute
from legalops.notifications.models import WebhookDelivery, WebhookEndpoint
from legalops.notifications.services.planning import wake_webhooks_on_commit
from legalops.notifications.webhooks.payloads import envelope

TEST_EVENT = "notifications.webhook.tested"
_ENDED = (HookState.DELIVERED, HookState.FAILED, HookState.WITHHELD)


@transaction.atomic
def replay(delivery: WebhookDelivery, *, actor: User) -> WebhookDelivery:
    """Send an ended delivery again under the same event id. Raises Conflict for one that still waits."""
    changes = {"state": HookState.PENDING, "attempts": 0, "next_at": clock.now(), "ended_at": None}
    if not WebhookDelivery.objects.filter(pk=delivery.pk, state__in=_ENDED).update(**changes):
        raise Conflict("webhooks.waits", _("This delivery still waits to be sent."))
    WebhookEndpoint.objects.filter(pk=delivery.endpoint_id).update(paused_until=None)
    after = {"event": delivery.event, "event_id": str(delivery.event_id)}
    record(delivery.endpoint, "notifications.webhook.replayed", actor=actor, after=after)
    wake_webhooks_on_commit()
    return delivery


@transaction.atomic
def send_test(endpoint: WebhookEndpoint, *, actor: User) -> WebhookDelivery:
    """Send the target an event that says it is a test."""
    row = WebhookDelivery(endpoint=endpoint, event=TEST_EVENT, next_at=clock.now())
    row.payload = envelope(
        event=TEST_EVENT,
        event_id=str(row.event_id),
        occurred_at=clock.now().isoformat(),
        sentence=_("%(person)s sent a test to %(name)s.") % {"person": actor, "name": endpoint.name},
        url=absolute("/"),
        subject={"type": endpoint._meta.label_lower, "id": endpoint.pk, "label": endpoint.name},
        actor=str(actor),
        correlation_id="",
    )
    row.save()
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(paused_until=None)
    record(endpoint, TEST_EVENT, actor=actor)
    wake_webhooks_on_commit()
    return row
