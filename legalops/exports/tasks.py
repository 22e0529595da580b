"""Jobs of the full export."""

from datetime import time, timedelta
from typing import Any

from legalops.exports.models import FullExport
from legalops.exports.services import exporting
from legalops.jobs.context import JobContext
from legalops.jobs.registry import handler, periodic


def _stopped(job: Any, message: str, export_id: int) -> None:
    FullExport.objects.filter(pk=export_id).update(problem=message)


@handler("exports.make", on_failed=_stopped)
def make(job: JobContext, export_id: int) -> dict[str, int]:
    """Write one archive."""
    return exporting.make(job, export_id)


@periodic("exports.remove_old", every=timedelta(days=1), at=time(3, 40))
def remove_old(job: JobContext) -> dict[str, int]:
    """Remove archives whose time is over."""
    return {"removed": exporting.remove_old()}
