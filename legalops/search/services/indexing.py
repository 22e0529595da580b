"""Making the index say what the records say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from django.db import transaction
from django.db.models import Max

from legalops.audit.models import AuditEvent
from legalops.search import registry
from legalops.search.models import LedgerMark, SearchEntry
from legalops.search.registry import Searchable, Text
from legalops.search.services import vocabulary

_AT_ONCE = 1_000
_TITLE = 400
_FIELDS = ("title", "body", "matter_id", "firm_id", "on", "state")


@dataclass(frozen=True, slots=True)
class Drift:
    """How one kind's entries differ from its records."""

    code: str
    records: int
    missing: int
    stale: int
    leftover: int

    @property
    def whole(self) -> bool:
        """Nothing differs."""
        return not (self.missing or self.stale or self.leftover)


def index(kind: Searchable, ids: Iterable[int]) -> int:
    """Bring the entries of these records up to date; those that are gone leave. Returns entries written.

    May run twice and in any order: what is written is what the records say now.
    """
    written = 0
    for some in _batches(ids, kind.at_once):
        with transaction.atomic():
            written += _index_some(kind, some)
    return written


def rebuild() -> dict[str, int]:
    """All kinds from their records; answers how many entries of each were written or removed."""
    with transaction.atomic():
        mark, _ = LedgerMark.objects.select_for_update().get_or_create(pk=1)
        # Read first: what happens meanwhile is followed afterwards, at worst a second time.
        mark.event_id, mark.gaps = AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0, []
        mark.save()
    SearchEntry.objects.exclude(record_type__in=[kind.code for kind in registry.kinds()]).delete()
    return {kind.code: index(kind, _ids(kind)) + _drop_leftovers(kind) for kind in registry.kinds()}


def verify() -> Iterator[Drift]:
    """Compare every entry with its record; changes nothing."""
    for kind in registry.kinds():
        missing = stale = records = hidden = 0
        for some in _batches(_ids(kind), kind.at_once):
            wanted, kept = _wanted(kind, some), _kept(kind, some)
            records += len(wanted)
            missing += len(wanted.keys() - kept.keys())
            stale += sum(kept[pk] != row for pk, row in wanted.items() if pk in kept)
            hidden += len(kept.keys() - wanted.keys())
        yield Drift(kind.code, records, missing, stale, _leftovers(kind).count() + hidden)


def _index_some(kind: Searchable, ids: Sequence[int]) -> int:
    wanted, kept = _wanted(kind, ids), _kept(kind, ids)
    changed = [pk for pk, row in wanted.items() if kept.get(pk) != row]
    rows = [SearchEntry(record_type=kind.code, record_id=pk, **wanted[pk]) for pk in changed]
    SearchEntry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["record_type", "record_id"], update_fields=_FIELDS
    )
    if changed:
        vocabulary.learn(kind.code, changed)
    gone = kept.keys() - wanted.keys()
    SearchEntry.objects.filter(record_type=kind.code, record_id__in=gone).delete()
    return len(rows) + len(gone)


def _wanted(kind: Searchable, ids: Sequence[int]) -> dict[int, dict]:
    return {text.record_id: _row(text, kind.longest) for text in kind.build(ids)}


def _row(text: Text, longest: int) -> dict:
    row = asdict(text)
    del row["record_id"]
    return row | {"title": text.title[:_TITLE], "body": _cut(text.body, longest)}


def _cut(body: str, longest: int) -> str:
    """At most so many bytes: what an index can hold is counted in them."""
    return body[:longest].encode()[:longest].decode(errors="ignore")


def _kept(kind: Searchable, ids: Sequence[int]) -> dict[int, dict]:
    rows = SearchEntry.objects.filter(record_type=kind.code, record_id__in=ids)
    return {row.pop("record_id"): row for row in rows.values("record_id", *_FIELDS)}


def _batches(ids: Iterable[int], at_once: int) -> Iterator[list[int]]:
    remaining = iter(ids)
    while some := list(islice(remaining, at_once)):
        yield some


def _ids(kind: Searchable) -> Iterator[int]:
    return kind.model._default_manager.order_by("pk").values_list("pk", flat=True).iterator(_AT_ONCE)


def _leftovers(kind: Searchable):
    alive = kind.model._default_manager.order_by().values("pk")
    return SearchEntry.objects.filter(record_type=kind.code).exclude(record_id__in=alive)


def _drop_leftovers(kind: Searchable) -> int:
    return _leftovers(kind).delete()[0]
