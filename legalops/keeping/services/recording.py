"""What was run, when, and how it ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.keeping.enums import Kind
from legalops.keeping.models import KeepingRun
from legalops.kernel import clock

KEPT_OF_A_KIND = 400  # a year and more of daily runs


@transaction.atomic
def note_run(kind: Kind, *, began_at: datetime, is_whole: bool, facts: Mapping[str, Any]) -> KeepingRun:
    """Write a run down; backups, restores and damage stand in the ledger, too. The oldest runs of the kind
    are forgotten.
    """
    run = KeepingRun.objects.create(
        kind=kind, began_at=began_at, ended_at=clock.now(), is_whole=is_whole, facts=dict(facts)
    )
    if kind in (Kind.BACKUP, Kind.RESTORE) or not is_whole:
        after = {"whole": is_whole, **facts}
        record(run, f"keeping.{kind}.done", actor=system_actor("keeper"), after=after)
    old = KeepingRun.objects.filter(kind=kind).values("pk")[KEPT_OF_A_KIND:]
    KeepingRun.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    return run


def last_run(kind: Kind) -> KeepingRun | None:
    """The newest run of this kind."""
    return KeepingRun.objects.filter(kind=kind).first()
