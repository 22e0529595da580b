"""Sealing the ledger into a hash chain, and walking it.

Sealed by a periodic task: a chain inside each commit would serialise all commits (DESIGN §2).
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from legalops.audit.models import AuditEvent, AuditSeal
from legalops.kernel import clock, events

GENESIS = "0" * 64
# No transaction lives this long, so an event older than this has been seen by a sealing already.
LONGEST_TRANSACTION = timedelta(hours=1)
SEALER_LOCK = 7_264_001
FIELDS = (
    "id",
    "recorded_at",
    "occurred_at",
    "actor_id",
    "actor_label",
    "action",
    "subject_type",
    "subject_id",
    "subject_label",
    "before",
    "after",
    "reason",
    "correlation_id",
)


@dataclass(slots=True)
class Verification:
    """Outcome of walking the chain."""

    sealed: int = 0
    unsealed: int = 0
    head: str = GENESIS
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Walked:
    """The chain was walked to its end."""

    began_at: datetime
    found: Verification


def digest(previous: str, values: dict) -> str:
    """SHA-256 over the previous link and the event's canonical JSON."""
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()


def seal(limit: int = 50_000) -> int:
    """Chain the events that no seal covers yet, oldest first; returns how many. One sealer at a time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = AuditSeal.objects.order_by("-id").first()
        unsealed = AuditEvent.objects.filter(seal__isnull=True).order_by("id")
        if last:
            unsealed = unsealed.filter(recorded_at__gt=last.sealed_at - LONGEST_TRANSACTION)
        return _append(last.hash if last else GENESIS, list(unsealed.values(*FIELDS)[:limit]))


def _append(previous: str, events: list[dict]) -> int:
    now, seals = clock.now(), []
    for values in events:
        previous = digest(previous, values)
        seals.append(AuditSeal(event_id=values["id"], hash=previous, sealed_at=now))
    AuditSeal.objects.bulk_create(seals, batch_size=5_000)
    return len(seals)


def verify() -> Verification:
    """Walk every link: names each event that was changed, removed or reordered since it was sealed."""
    began_at, result = clock.now(), Verification()
    previous = GENESIS
    seals = AuditSeal.objects.order_by("id").values_list("id", "event_id", "hash")
    for batch in _batches(seals.iterator(chunk_size=5_000), 5_000):
        stored_events = {
            row["id"]: row for row in AuditEvent.objects.filter(pk__in=[b[1] for b in batch]).values(*FIELDS)
        }
        for _, event_id, stored in batch:
            previous = _check(result, previous, event_id, stored, stored_events.get(event_id))
    result.head = previous
    result.unsealed = AuditEvent.objects.filter(seal__isnull=True).count()
    events.publish(Walked(began_at, result))
    return result


def _check(result: Verification, previous: str, event_id: int, stored: str, values: dict | None) -> str:
    result.sealed += 1
    if values is None:
        result.problems.append(f"Event {event_id} is gone.")
    elif digest(previous, values) != stored:
        result.problems.append(f"Event {event_id} or the link before it was changed.")
    return stored


def _batches(rows, size: int):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
