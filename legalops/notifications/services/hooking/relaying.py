"""From the ledger to the log of deliveries. The ledger is the outbox: an event is in it if and only if its
change was committed, so nothing has to be written beside the change itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from legalops.audit import registry as ledger_words
from legalops.audit.models import AuditEvent
from legalops.kernel import clock, records
from legalops.notifications.mail.letters import absolute
from legalops.notifications.models import WebhookDelivery, WebhookEndpoint
from legalops.notifications.webhooks.payloads import envelope

AT_ONCE = 1_000
# Rows become visible when their transaction commits, not in the order of their keys. None lives longer than
# this, so a target's mark moves past an event only when no earlier one can still appear.
LONGEST_TRANSACTION = timedelta(hours=1)


def relay() -> int:
    """Store a delivery for every new event that a target asked for and its owner may see; how many."""
    active = WebhookEndpoint.objects.filter(is_active=True).select_related("owner")
    return sum(relay_to(endpoint) for endpoint in active)


@transaction.atomic
def relay_to(endpoint: WebhookEndpoint) -> int:
    """The same for one target. Twice at once it stores each event once."""
    if not endpoint.owner.is_active:
        return 0
    stored = 0
    while batch := list(_new_events(endpoint)[:AT_ONCE]):
        rows = _deliveries(endpoint, batch)
        WebhookDelivery.objects.bulk_create(rows, ignore_conflicts=True)
        stored += len(rows)
        if len(batch) < AT_ONCE:
            break
    _move_mark(endpoint)
    return stored


def _new_events(endpoint: WebhookEndpoint) -> QuerySet[AuditEvent]:
    known = WebhookDelivery.objects.filter(endpoint=endpoint, ledger_id=OuterRef("pk"))
    asked = AuditEvent.objects.filter(pk__gt=endpoint.last_event_id, action__in=endpoint.events)
    return asked.exclude(Exists(known)).unhidden_from(endpoint.owner).order_by("pk")


def _move_mark(endpoint: WebhookEndpoint) -> None:
    settled = AuditEvent.objects.filter(
        pk__gt=endpoint.last_event_id, recorded_at__lt=clock.now() - LONGEST_TRANSACTION
    )
    last = settled.aggregate(last=Max("pk"))["last"]
    if last:
        WebhookEndpoint.objects.filter(pk=endpoint.pk, last_event_id__lt=last).update(last_event_id=last)


def _deliveries(endpoint: WebhookEndpoint, events: Sequence[AuditEvent]) -> list[WebhookDelivery]:
    addresses = _addresses(endpoint, events)
    return [
        _delivery(endpoint, event, addresses.get((event.subject_type, event.subject_id), ""))
        for event in events
    ]


def _delivery(endpoint: WebhookEndpoint, event: AuditEvent, address: str) -> WebhookDelivery:
    row = WebhookDelivery(endpoint=endpoint, ledger_id=event.pk, event=event.action, next_at=clock.now())
    row.payload = envelope(
        event=event.action,
        event_id=str(row.event_id),
        occurred_at=event.occurred_at.isoformat(),
        sentence=f"{event.actor_label} {ledger_words.phrase(event.action)}: {event.subject_label}",
        url=absolute(address),
        subject={"type": event.subject_type, "id": event.subject_id, "label": event.subject_label},
        actor=event.actor_label,
        correlation_id=str(event.correlation_id),
    )
    return row


def _addresses(endpoint: WebhookEndpoint, events: Iterable[AuditEvent]) -> Mapping[tuple[str, int], str]:
    """Where the records are shown, of those that are a record type; a query per type."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        wanted.setdefault(event.subject_type, set()).add(event.subject_id)
    found = {}
    for each in records.known():
        label = each.model._meta.label_lower
        rows = each.rows().visible_to(endpoint.owner).filter(pk__in=wanted.get(label, ()))
        found |= {(label, row.pk): each.address(row) for row in (rows if label in wanted else ())}
    return found
