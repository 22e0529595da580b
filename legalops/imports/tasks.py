"""Jobs of imports."""

from typing import Any

from legalops.imports.enums import ImportState
from legalops.imports.models import Import
from legalops.imports.services import bringing_in, checking, undoing
from legalops.jobs.context import JobContext
from legalops.jobs.registry import handler


def _stopped(job: Any, message: str, import_id: int) -> None:
    Import.objects.filter(pk=import_id).update(state=ImportState.FAILED, problem=message)


@handler("imports.check", on_failed=_stopped)
def check(job: JobContext, import_id: int) -> dict[str, int]:
    """The dry run."""
    return checking.check(job, import_id)


@handler("imports.bring_in", on_failed=_stopped)
def bring_in(job: JobContext, import_id: int) -> dict[str, int]:
    """The import."""
    return bringing_in.bring_in(job, import_id)


@handler("imports.undo", on_failed=_stopped)
def undo(job: JobContext, import_id: int) -> dict[str, int]:
    """Taking it back."""
    return undoing.undo(job, import_id)
