"""The dictionary counted anew: every field there is, how many records fill it in, where it is used."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from legalops.fields import uses
from legalops.fields.models import FieldDefinition, FieldEntry
from legalops.fields.selectors.filling import Fill, fills_of
from legalops.fields.services.entering import facts_of
from legalops.kernel import clock, records
from legalops.kernel.records import Field, RecordType

# The name of the job that counts.
COUNT = "fields.count"
_COUNTED = ("label", "kind", "filled", "total", "fill_rate", "uses", "use_count", "counted_at")
_SHARE = Decimal("0.0001")


def count_all() -> int:
    """Count every field of every record type; answers how many there are. What people wrote stays."""
    return sum(count_type(each) for each in records.known())


@transaction.atomic
def count_type(kind: RecordType) -> int:
    """Count the fields of one record type; fields that the product no longer has leave the dictionary."""
    entries = list(_entries(kind, clock.now()))
    FieldEntry.objects.bulk_create(
        entries, update_conflicts=True, update_fields=_COUNTED, unique_fields=["record_type", "code"]
    )
    shipped = FieldEntry.objects.filter(record_type=kind.code, definition=None)
    shipped.exclude(code__in=[each.code for each in entries]).delete()
    return len(entries)


def _entries(kind: RecordType, now: datetime) -> Iterator[FieldEntry]:
    added = list(FieldDefinition.objects.filter(record_type=kind.code))
    shipped = list(shipped_fields(kind, {each.code for each in added}))
    fills = fills_of(kind, shipped, added)
    used = uses.all_uses(kind.code)
    for field in shipped:
        facts = {"label": str(field.label), "kind": str(field.kind), "meaning": str(field.definition)}
        yield _entry(kind, field.code, facts, fills.get(field.code), used, now)
    for row in added:
        yield _entry(kind, row.code, facts_of(row) | {"definition": row}, fills.get(row.code), used, now)


def shipped_fields(kind: RecordType, added: Iterable[str]) -> list[Field]:
    """The fields that the product itself gives the record type."""
    own = set(added)
    return [each for each in records.fields_of(kind.code).values() if each.code not in own]


def _entry(
    kind: RecordType, code: str, facts: dict[str, Any], fill: Fill | None, used: uses.ByCode, now: datetime
) -> FieldEntry:
    places = [{"where": each.where, "url": each.url} for each in used.get(code, ())]
    counted: dict[str, Any] = {"uses": places, "use_count": len(places), "counted_at": now}
    if fill is not None:
        share = (Decimal(fill.filled) / fill.total).quantize(_SHARE) if fill.total else None
        counted |= {"filled": fill.filled, "total": fill.total, "fill_rate": share}
    return FieldEntry(**({"record_type": kind.code, "code": code} | facts | counted))
