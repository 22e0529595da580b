"""Sending what is due. Each letter is claimed before and marked after it is handed to the mail server.

A worker that dies leaves its claims to the next one, which takes them up when their lease has run out. Only
the one letter that was with the server at that instant can then go out again, under the same Message-ID, by
which mail servers and readers know a repetition. Never sending it would be the other choice; a reminder of a
court date that never comes is the worse fault.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import connection

from legalops.kernel import clock
from legalops.notifications.models import Delivery
from legalops.notifications.services import outcomes
from legalops.notifications.services.carrying import carry
from legalops.notifications.services.sight import held_back

BATCH = 50
LEASE = timedelta(seconds=120)

# Letters that go by themselves; FOR UPDATE SKIP LOCKED lets several workers share the work.
_CLAIM = """
UPDATE notifications_delivery SET state = 'sending', attempts = attempts + 1, lease_until = %(lease)s
WHERE id IN (
  SELECT id FROM notifications_delivery
  WHERE (state = 'pending' AND next_at <= %(now)s OR state = 'sending' AND lease_until < %(now)s)
    AND pace = 'at_once'
  ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED
) AND (state = 'pending' OR lease_until < %(now)s) RETURNING id
"""
# All that is due in one person's digest of one pace.
_CLAIM_DIGEST = """
WITH first AS (
  SELECT id, recipient_id, pace FROM notifications_delivery
  WHERE (state = 'pending' AND next_at <= %(now)s OR state = 'sending' AND lease_until < %(now)s)
    AND pace IN ('daily', 'weekly')
  ORDER BY recipient_id, pace, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE notifications_delivery SET state = 'sending', attempts = attempts + 1, lease_until = %(lease)s
WHERE id IN (
  SELECT due.id FROM notifications_delivery due JOIN first USING (recipient_id, pace)
  WHERE due.state = 'pending' AND due.next_at <= %(now)s
     OR due.state = 'sending' AND due.lease_until < %(now)s
) AND (state = 'pending' OR lease_until < %(now)s) RETURNING id
"""


def deliver_due(beat: Callable[[int], None] = lambda done: None) -> int:
    """Send all that is due now; how many deliveries ended or were put off. `beat(done)` is called between.

    Safe in several processes at once and after any of them was killed.
    """
    done = 0
    for claim in (_CLAIM, _CLAIM_DIGEST):
        while batch := _claimed(claim):
            _send(batch, together=claim is _CLAIM_DIGEST)
            done += len(batch)
            beat(done)
    return done


def _claimed(sql: str) -> list[Delivery]:
    now: datetime = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(sql, {"now": now, "lease": now + LEASE, "most": BATCH})
        ids = [pk for (pk,) in cursor.fetchall()]
    rows = Delivery.objects.filter(pk__in=ids).select_related("notification", "recipient")
    return list(rows.order_by("pk"))


def _send(batch: Sequence[Delivery], *, together: bool) -> None:
    reasons = held_back(batch)
    for each in batch:
        if each.pk in reasons:
            outcomes.hold_back(each, reasons[each.pk])
    sendable = [each for each in batch if each.pk not in reasons]
    if sendable:
        carry([sendable] if together else [[each] for each in sendable])
