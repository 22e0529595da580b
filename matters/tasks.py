"""Doorways of the matters app's periodic work."""

from datetime import timedelta

from legalops import jobs
from matters.services.glass import end_expired_glass
from matters.services.wall_ends import keep_wall_ends


@jobs.periodic("matters.keep_wall_ends", every=timedelta(hours=1))
def wall_ends(job: jobs.JobContext) -> dict[str, int]:
    """Lift walls whose day has come, warn of those that end soon."""
    return keep_wall_ends()


@jobs.periodic("matters.end_expired_glass", every=timedelta(minutes=5))
def glass_ends(job: jobs.JobContext) -> dict[str, int]:
    """Write down the end of break-glass access whose time is over."""
    return {"ended": end_expired_glass()}
