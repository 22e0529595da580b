"""Jobs of lists."""

from datetime import time, timedelta

from legalops.jobs.context import JobContext
from legalops.jobs.registry import periodic
from legalops.lists.services import clearing


@periodic("lists.clear", every=timedelta(days=1), at=time(3, 20))
def clear(job: JobContext) -> dict[str, int]:
    """Forget views that people deleted long ago."""
    return clearing.clear()
