"""Sending what is due. Each target has at most one request under way, and none waits for another's."""

import json
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta

from django.db import connection

from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.notifications.models import WebhookDelivery, WebhookEndpoint
from legalops.notifications.outgoing import Reply, Unreachable, post
from legalops.notifications.services.hooking import endings
from legalops.notifications.webhooks.payloads import SHAPES
from legalops.notifications.webhooks.signing import headers_for

AT_ONCE = 8
LEASE = timedelta(seconds=60)

# The earliest due delivery of each target that rests from nothing and has no request under way.
_CLAIM = """
UPDATE notifications_webhookdelivery SET state = 'sending', attempts = attempts + 1, lease_until = %(lease)s
WHERE id IN (
  SELECT (
    SELECT id FROM notifications_webhookdelivery due
    WHERE due.endpoint_id = target.id
      AND (due.state = 'pending' AND due.next_at <= %(now)s
           OR due.state = 'sending' AND due.lease_until < %(now)s)
    ORDER BY due.next_at, due.id LIMIT 1 FOR UPDATE SKIP LOCKED
  )
  FROM notifications_webhookendpoint target
  WHERE target.is_active AND (target.paused_until IS NULL OR target.paused_until <= %(now)s)
    AND NOT EXISTS (
      SELECT FROM notifications_webhookdelivery busy
      WHERE busy.endpoint_id = target.id AND busy.state = 'sending' AND busy.lease_until >= %(now)s
    )
  LIMIT %(most)s
) AND (state = 'pending' OR lease_until < %(now)s) RETURNING id
"""


def send_due(beat: Callable[[int], None] = lambda done: None) -> int:
    """Send all that is due; how many attempts were made. Safe in several processes and after a kill: what
    was under way goes out again under the same event id.
    """
    done = 0
    under_way: dict[Future[Reply], WebhookDelivery] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while claimed := _claim(AT_ONCE - len(under_way)) or under_way:
            for delivery in claimed if claimed is not under_way else ():
                if _may_go(delivery):
                    under_way[pool.submit(attempt, delivery)] = delivery
            finished = wait(under_way, timeout=1, return_when=FIRST_COMPLETED).done if under_way else ()
            for future in finished:
                _end(under_way.pop(future), future)
                done += 1
            beat(done)
    return done


def attempt(delivery: WebhookDelivery) -> Reply:
    """One request; touches no database, since it runs in a thread."""
    endpoint = delivery.endpoint
    content = json.dumps(SHAPES[endpoint.shape](delivery.payload), ensure_ascii=False).encode()
    headers = headers_for(endpoint.seed, str(delivery.event_id), clock.now(), content)
    return post(endpoint.url, content, headers)


def _claim(most: int) -> list[WebhookDelivery]:
    if most <= 0:
        return []
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "lease": now + LEASE, "most": most})
        ids = [pk for (pk,) in cursor.fetchall()]
    rows = WebhookDelivery.objects.filter(pk__in=ids).select_related("endpoint__owner")
    return list(rows.order_by("pk")) if ids else []


def _may_go(delivery: WebhookDelivery) -> bool:
    """Whether the owner may still see what it is about; a wall works at once here too."""
    if delivery.ledger_id is None:
        return True
    owner: WebhookEndpoint = delivery.endpoint.owner
    event = AuditEvent.objects.filter(pk=delivery.ledger_id)
    if owner.is_active and event.unhidden_from(owner).exists():
        return True
    endings.withhold(delivery)
    return False


def _end(delivery: WebhookDelivery, future: Future[Reply]) -> None:
    try:
        endings.answered(delivery, future.result())
    except (Unreachable, DomainError) as failure:
        endings.failed(delivery, str(failure))
