"""Doorways of the approvals app's periodic work."""

from datetime import timedelta

from legalops import jobs
from legalops.approvals.services.escalating import escalate_late, settle_leavers


@jobs.periodic("approvals.escalate", every=timedelta(minutes=15))
def escalate(job: jobs.JobContext) -> dict[str, int]:
    """Pass on what is late and what people who left were asked."""
    return {"escalated": escalate_late(), "passed_on": settle_leavers()}
