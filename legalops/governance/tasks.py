"""Work of access governance in the background."""

from datetime import timedelta

from legalops import jobs
from legalops.accounts.system import system_actor
from legalops.governance.services.joining import write_invitation
from legalops.governance.services.view_as import end_expired


@jobs.periodic("governance.end_view_as", every=timedelta(minutes=5))
def view_as_ends(job: jobs.JobContext) -> dict[str, int]:
    """Write down the end of views as another person whose time is over."""
    return {"ended": end_expired()}


@jobs.handler("governance.invite")
def invite(job: jobs.JobContext, person_id: int) -> dict[str, bool]:
    """Write to a person who was invited among many."""
    sender = job.actor or system_actor("access-keeper")
    return {"written": write_invitation(person_id, actor=sender)}
