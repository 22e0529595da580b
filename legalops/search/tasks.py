"""Doorways of the search index's background work."""

from datetime import time, timedelta

from legalops import jobs
from legalops.search.services.following import follow
from legalops.search.services.indexing import rebuild


@jobs.periodic("search.follow", every=timedelta(seconds=30))
def follow_the_ledger(job: jobs.JobContext) -> dict:
    """Index what happened since the last time."""
    return {"entries": follow()}


@jobs.periodic("search.rebuild", every=timedelta(days=1), at=time(3, 40))
def rebuild_nightly(job: jobs.JobContext) -> dict:
    """Make good what was changed without a word in the ledger."""
    return rebuild()
