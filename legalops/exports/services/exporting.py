"""Asking for a full export, making it, handing it out, and removing it after its time."""

import os
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.audit.services import record
from legalops.exports import archive
from legalops.exports.models import KEPT_FOR, FullExport
from legalops.jobs.context import JobContext
from legalops.jobs.services.enqueueing import enqueue
from legalops.kernel import clock
from legalops.kernel.errors import NotAllowed, NotFound


@transaction.atomic
def ask(*, actor: Any) -> FullExport:
    """Ask for an archive of everything the person may see; while one is being made, that one is meant."""
    if not has_capability(actor, can.CONFIGURE):
        raise NotAllowed("exports.not_allowed", _("Only administrators export everything."))
    recent = clock.now() - timedelta(hours=1)
    waiting = FullExport.objects.filter(
        created_by=actor, made_at=None, problem="", created_at__gt=recent
    ).first()
    if waiting:
        return waiting
    made = FullExport.objects.create(created_by=actor, created_at=clock.now())
    made.job = enqueue("exports.make", key=str(made.pk), actor=actor, export_id=made.pk)
    made.save(update_fields=["job"])
    record(made, "exports.full.asked", actor=actor)
    return made


def make(job: JobContext, export_id: int) -> dict[str, int]:
    """Write the archive beside its place and move it there whole; done again it is written again."""
    made = FullExport.objects.select_related("created_by").get(pk=export_id)
    if made.made_at:
        return {}
    made.path.parent.mkdir(parents=True, exist_ok=True)
    part = made.path.with_suffix(f".{os.getpid()}.part")
    try:
        with open(part, "wb") as target:
            os.fchmod(target.fileno(), 0o600)
            counts = archive.write(target, user=made.created_by, tell=job.progress)
            size = target.tell()
        os.replace(part, made.path)
    finally:
        part.unlink(missing_ok=True)
    with transaction.atomic():
        made.made_at, made.size = clock.now(), size
        made.save(update_fields=["made_at", "size"])
        after = {"rows": sum(counts.values()), "size": size}
        record(made, "exports.full.made", actor=made.created_by, after=after)
        job.fence()
    return counts


@transaction.atomic
def hand_out(made: FullExport, *, actor: Any) -> Any:
    """The open archive, with its download in the ledger. Raises NotFound when its time is over."""
    if not made.is_open or not made.path.exists():
        raise NotFound("exports.gone", _("This export is no longer kept. Ask for a new one."))
    record(made, "exports.full.downloaded", actor=actor, after={"size": made.size})
    return open(made.path, "rb")  # handed to the response, which closes it


def remove_old() -> int:
    """Remove archives older than KEPT_FOR, and what interrupted work left; how many."""
    gone = 0
    for made in FullExport.objects.filter(created_at__lt=clock.now() - KEPT_FOR):
        if not made.is_open and made.path.exists():
            made.path.unlink(missing_ok=True)
            gone += 1
    return gone
