"""Keeping the names that conflict checks look through as the records say."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection, transaction

from legalops.contacts.likeness import plain, sounds_of_name
from legalops.kernel.copying import copy_objects
from matters.models import NameEntry, NameToIndex
from matters.selectors.conflicts.sources import MODELS, SOURCES, Name, names_of

_AT_ONCE = 5_000
# Of this product's advisory locks, the one that lets names be brought up to date by one at a time.
_LOCK = 7_214_002
_TEXT, _WORD, _KEY = 200, 60, 300
_TAKE = """
DELETE FROM matters_nametoindex WHERE id IN (SELECT id FROM matters_nametoindex ORDER BY id LIMIT %s)
RETURNING source, record_id
"""


def refresh_names() -> int:
    """Take in what has changed since the last time; answers how many records were read again.

    Whoever checks calls this first, so that a check never misses a name that was committed before it.
    """
    read = 0
    while True:
        with transaction.atomic():
            changed = _take()
            for source, ids in changed.items():
                read += _write(source, sorted(ids))
        if sum(map(len, changed.values())) == 0:
            return read


@transaction.atomic
def rebuild_names() -> int:
    """All names from all records; answers how many entries there are then."""
    _only_one()
    NameToIndex.objects.all().delete()
    NameEntry.objects.all().delete()
    for source in SOURCES:
        ids = MODELS[source]._base_manager.order_by("pk").values_list("pk", flat=True).iterator(_AT_ONCE)
        while some := list(islice(ids, _AT_ONCE)):
            copy_objects([_entry(name) for name in names_of(source, some)])
    return NameEntry.objects.count()


def _take() -> dict[str, set[int]]:
    _only_one()
    changed: dict[str, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [_AT_ONCE])
        for source, record_id in cursor.fetchall():
            changed[source].add(record_id)
    return changed


def _only_one() -> None:
    """Whoever comes second waits until the first has committed, and then sees what they wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _write(source: str, ids: Sequence[int]) -> int:
    NameEntry.objects.filter(source=source, record_id__in=ids).delete()
    _store(names_of(source, ids))
    return len(ids)


def _store(names: Iterable[Name]) -> None:
    NameEntry.objects.bulk_create([_entry(name) for name in names], batch_size=1_000)


def _entry(name: Name) -> NameEntry:
    asked = plain(name.text)
    return NameEntry(
        source=name.source,
        record_id=name.record_id,
        text=name.text[:_TEXT],
        kind=name.kind,
        until=name.until,
        key=asked.key[:_KEY],
        words=[word[:_WORD] for word in asked.words],
        sounds=[sound[:_KEY] for sound in sounds_of_name(asked.words)],
    )
