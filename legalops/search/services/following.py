"""Keeping up with what happens: the index reads the ledger, so that no writer pays for it."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from legalops.audit.models import AuditEvent
from legalops.search import registry
from legalops.search.models import LedgerMark
from legalops.search.registry import Searchable
from legalops.search.services.indexing import index

_AT_ONCE = 5_000
_MOST_GAPS = 200
# A number not committed for so long was rolled back.
_GIVEN_UP = 3_600

Event = tuple[int, str, int, str]
Gap = Sequence[float]


def follow() -> int:
    """Index what the ledger tells since the last time. Returns entries written.

    The mark moves in the transaction of the entries, so a run that dies is made again from where it began.
    """
    written = 0
    while True:
        with transaction.atomic():
            mark, _ = LedgerMark.objects.select_for_update().get_or_create(pk=1)
            events = _unread(mark)
            written += sum(index(kind, sorted(ids)) for kind, ids in _concerned(events))
            _move(mark, events)
        if len(events) < _AT_ONCE:
            return written


def _unread(mark: LedgerMark) -> list[Event]:
    unread = Q(pk__gt=mark.event_id)
    for first, last, _since in mark.gaps:
        unread |= Q(pk__range=(first, last))
    fields = ("pk", "subject_type", "subject_id", "action")
    return list(AuditEvent.objects.filter(unread).order_by("pk").values_list(*fields)[:_AT_ONCE])


def _concerned(events: Iterable[Event]) -> Iterable[tuple[Searchable, set[int]]]:
    subjects, acts = defaultdict(set), defaultdict(set)
    for _pk, subject_type, subject_id, action in events:
        subjects[subject_type].add(subject_id)
        acts[action].add(subject_id)
    for kind in registry.kinds():
        ids = set(subjects.get(kind.model._meta.label_lower, ()))
        for action, concerned in kind.follows.items():
            if action in acts:
                ids.update(concerned(sorted(acts[action])))
        if ids:
            yield kind, ids


def _move(mark: LedgerMark, events: Sequence[Event]) -> None:
    now, ids = time.time(), [event[0] for event in events]
    gaps: list[Gap] = []
    for first, last, since in mark.gaps:
        if now - since < _GIVEN_UP:
            gaps += _holes(int(first), int(last), ids, since)
    new = [pk for pk in ids if pk > mark.event_id]
    if new:
        # The very first run starts at what there is, not at number one.
        gaps += _holes(mark.event_id + 1 if mark.event_id else new[0], new[-1], new, now)
        mark.event_id = new[-1]
    mark.gaps = gaps[-_MOST_GAPS:]
    mark.save()


def _holes(first: int, last: int, ids: Sequence[int], since: float) -> list[Gap]:
    """Runs of numbers from first to last that are not among the ids, which ascend."""
    holes: list[Gap] = []
    expected = first
    for pk in [*(pk for pk in ids if first <= pk <= last), last + 1]:
        if pk > expected:
            holes.append([expected, pk - 1, since])
        expected = pk + 1
    return holes
