"""What became of one field of one record, from the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from legalops.audit.models import AuditEvent
from legalops.fields.definitions import Definition
from legalops.fields.events import CHANGED, CHANGED_CONFIDENTIAL
from legalops.fields.models import ConfidentialChange


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the field."""

    who: str
    when: datetime
    before: str
    after: str
    reason: str


def history_of(record: Any, definition: Definition) -> list[Change]:
    """Newest first, for who sees the record and the field."""
    secret = ConfidentialChange.objects.filter(
        definition_id=definition.pk, record_type=definition.record_type, record_id=record.pk
    )
    open_ = Q(action=CHANGED, subject_type=record._meta.label_lower, subject_id=record.pk)
    kept = Q(
        action=CHANGED_CONFIDENTIAL, subject_type=ConfidentialChange._meta.label_lower,
        subject_id__in=list(secret.values_list("pk", flat=True)),
    )  # fmt: skip
    key = definition.told_as
    events = AuditEvent.objects.filter(open_ | kept, after__has_key=key).order_by("-id")[:100]
    return [
        Change(
            each.actor_label, each.occurred_at, _words(each.before, key), _words(each.after, key), each.reason
        )
        for each in events
    ]


def _words(facts: Any, key: str) -> str:
    value = (facts or {}).get(key)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")
