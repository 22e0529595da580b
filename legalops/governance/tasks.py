"""Periodic work of access governance."""

from datetime import timedelta

from legalops import jobs
from legalops.governance.services.view_as import end_expired


@jobs.periodic("governance.end_view_as", every=timedelta(minutes=5))
def view_as_ends(job: jobs.JobContext) -> dict[str, int]:
    """Write down the end of views as another person whose time is over."""
    return {"ended": end_expired()}
