"""Doorways of the matters app's periodic work."""

from datetime import timedelta

from legalops import jobs
from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.requests.models import Request
from matters.models import ConflictCheck
from matters.services.conflicts import check_request, run_check
from matters.services.conflicts.running import RUN
from matters.services.glass import end_expired_glass
from matters.services.planning.escalations import keep_ladder
from matters.services.wall_ends import keep_wall_ends
from matters.subscriptions import SCREEN


@jobs.periodic("matters.keep_wall_ends", every=timedelta(hours=1))
def wall_ends(job: jobs.JobContext) -> dict[str, int]:
    """Lift walls whose day has come, warn of those that end soon."""
    return keep_wall_ends()


@jobs.periodic("matters.end_expired_glass", every=timedelta(minutes=5))
def glass_ends(job: jobs.JobContext) -> dict[str, int]:
    """Write down the end of break-glass access whose time is over."""
    return {"ended": end_expired_glass()}


@jobs.handler(RUN)
def run_again(job: jobs.JobContext, *, check_id: int, actor_id: int) -> dict[str, int]:
    """Run a conflict check whose names have changed; not one that somebody has run meanwhile."""
    check = ConflictCheck.objects.filter(pk=check_id, stale=True).first()
    actor = User.objects.get(pk=actor_id)
    return {"names": len(run_check(check, actor=actor).names) if check else 0}


@jobs.handler(SCREEN)
def screen_request(job: jobs.JobContext, *, request_id: int) -> dict[str, int]:
    """Check the names on a request for conflicts."""
    request = Request.objects.select_related("requester").filter(pk=request_id).first()
    return {
        "names": len(check_request(request, actor=system_actor("conflict-screening")).names) if request else 0
    }


@jobs.periodic("matters.keep_ladder", every=timedelta(hours=1))
def ladder(job: jobs.JobContext) -> dict[str, int]:
    """Escalate what stays overdue or blocked, and say whose chaser is due."""
    return keep_ladder()
