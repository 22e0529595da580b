"""Recording: in the business transaction, so no change without its event and no event without its change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone

from legalops.audit import registry
from legalops.audit.context import correlation_id
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.copying import copy_objects


@dataclass(frozen=True, slots=True)
class Entry:
    """What to record about one subject."""

    subject: models.Model
    action: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    occurred_at: datetime | None = None
    reason: str = ""


def record(
    subject: models.Model,
    action: str,
    *,
    actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    occurred_at: datetime | None = None,
    reason: str = "",
) -> AuditEvent:
    """Append one event. Raises RuntimeError outside a transaction, ValueError for an undeclared action."""
    return record_many([Entry(subject, action, before, after, occurred_at, reason)], actor=actor)[0]


def record_many(entries: Iterable[Entry], *, actor) -> list[AuditEvent]:
    """Append events of one actor in one statement; same errors as `record`."""
    rows = _rows(entries, actor)
    return AuditEvent.objects.bulk_create(rows)


def record_all(entries: Iterable[Entry], *, actor) -> None:
    """Like `record_many` for hundreds of entries, by COPY at a fraction of the price; returns nothing."""
    copy_objects(_rows(entries, actor))


def _rows(entries: Iterable[Entry], actor) -> list[AuditEvent]:
    if not connection.in_atomic_block:
        raise RuntimeError("An audit event is recorded inside the transaction of the change it tells of.")
    identifier, now, label = correlation_id(), clock.now(), str(actor)[:150]
    return [_row(entry, actor, label, identifier, now) for entry in entries]


def _row(entry: Entry, actor, label: str, identifier, now: datetime) -> AuditEvent:
    if not registry.is_registered(entry.action):
        raise ValueError(f"Undeclared audit action: {entry.action}")
    return AuditEvent(
        # When it was written down is never anything but the truth, even where the clock is frozen.
        recorded_at=timezone.now(),
        occurred_at=entry.occurred_at or now,
        actor=actor,
        actor_label=label,
        action=entry.action,
        subject_type=entry.subject._meta.label_lower,
        subject_id=entry.subject.pk,
        subject_label=str(entry.subject)[:200],
        before=entry.before,
        after=entry.after,
        reason=entry.reason,
        correlation_id=identifier,
    )
