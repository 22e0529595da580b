"""Verification and backup by the clock; administrators move or pause it with the other periodic work."""

from datetime import time, timedelta
from pathlib import Path

from django.conf import settings

from legalops import jobs
from legalops.audit import chain
from legalops.documents.services.reading import verify_all
from legalops.keeping.backups.turning import turn

_DAILY = timedelta(days=1)


@jobs.periodic("keeping.verify_ledger", every=_DAILY, at=time(2, 20))
def verify_ledger(job: jobs.JobContext) -> dict[str, int]:
    """Walk the chain of the ledger."""
    found = chain.verify()
    return {"sealed": found.sealed, "problems": len(found.problems)}


@jobs.periodic("keeping.verify_documents", every=_DAILY, at=time(2, 40))
def verify_documents(job: jobs.JobContext) -> dict[str, int]:
    """Read every stored file and compare its hash."""
    damaged = 0
    for _damage in verify_all():
        damaged += 1
        job.heartbeat()
    return {"damaged": damaged}


@jobs.periodic("keeping.back_up", every=_DAILY, at=time(1, 30))
def back_up(job: jobs.JobContext) -> dict[str, str | int]:
    """Make the day's backup where the settings name a folder for it; the oldest above the number kept go."""
    if not settings.BACKUP_FOLDER:
        return {"made": ""}
    made, removed = turn(Path(settings.BACKUP_FOLDER), settings.BACKUPS_KEPT)
    return {"made": made.name, "removed": removed}
