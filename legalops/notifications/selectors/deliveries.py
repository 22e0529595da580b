"""What was sent to other systems, as a person may read it."""

from collections.abc import Mapping
from typing import Any

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.notifications.models import WebhookDelivery


def payload_for(delivery: WebhookDelivery, viewer: User) -> Mapping[str, Any] | None:
    """The body that was sent; None where the record it tells of is not this person's to see."""
    event = AuditEvent.objects.filter(pk=delivery.ledger_id)
    if delivery.ledger_id is not None and not event.unhidden_from(viewer).exists():
        return None
    return delivery.payload
