"""Who reads what is restricted leaves a trace: once an hour, and each page by broken glass."""

from datetime import datetime
from functools import partial
from typing import Final

from django.core.cache import cache
from django.db import IntegrityError, transaction

from legalops.access.glass import has_broken_glass
from legalops.access.viewing import viewer_of
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from matters.models import Matter, RestrictedRead
from matters.services.guards import may_see

_HOUR: Final = 3600


def note_read(matter: Matter, *, page: str, actor: User) -> None:
    """Record that the actor reads a page about this matter, if the matter is restricted, walled, or open to
    them by broken glass only. Pages of single records call it, lists never do.
    """
    actor = viewer_of(actor) or actor  # whoever looks as another person is the one who reads
    if has_broken_glass(actor) and not may_see(actor, matter):
        with transaction.atomic():
            record(matter, "matters.glass.read", actor=actor, after={"page": page})
        return
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    key = f"matters:read:{actor.pk}:{matter.pk}:{hour:%Y%m%d%H}"
    if _is_guarded(matter) and cache.get(key) is None:
        _note_hour(matter, hour, page, actor)
        transaction.on_commit(partial(cache.set, key, 1, _HOUR))  # what is taken back was not noted


@transaction.atomic
def _note_hour(matter: Matter, hour: datetime, page: str, actor: User) -> None:
    """The row decides who writes the event; the cache only saves asking it again."""
    row = RestrictedRead(matter=matter, user=actor, hour=hour)
    already = RestrictedRead.objects.filter(matter=matter, user=actor, hour=hour).exists()
    if already or not _inserted(row):
        return
    record(matter, "matters.matter.read", actor=actor, after={"page": page})


def _inserted(row: RestrictedRead) -> bool:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # another request of the same person was first
        return False
    return True


def _is_guarded(matter: Matter) -> bool:
    return matter.restricted or matter.walls.filter(lifted_at__isnull=True).exists()
