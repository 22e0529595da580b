"""Doorways of the background work."""

from datetime import time, timedelta

from legalops import jobs
from legalops.notifications.services.delivering import deliver_due
from legalops.notifications.services.hooking.relaying import relay
from legalops.notifications.services.hooking.sending import send_due
from legalops.notifications.services.planning import DELIVER, SEND_WEBHOOKS
from legalops.notifications.services.purging import purge
from legalops.notifications.services.reminding.running import run_due_rules


@jobs.handler(DELIVER)
def deliver_now(job: jobs.JobContext) -> dict:
    """Send what was just told."""
    return {"deliveries": deliver_due(job.progress)}


@jobs.periodic("notifications.deliver_due", every=timedelta(minutes=1))
def deliver_what_is_due(job: jobs.JobContext) -> dict:
    """Send digests, what waited for quiet hours to end, and what could not be sent before."""
    return {"deliveries": deliver_due(job.progress)}


@jobs.periodic("notifications.remind", every=timedelta(minutes=5))
def remind(job: jobs.JobContext) -> dict:
    """Run the reminder rules whose time of day has come."""
    return {"told": run_due_rules(job.progress)}


@jobs.handler(SEND_WEBHOOKS)
def send_webhooks_now(job: jobs.JobContext) -> dict:
    """Send a test, or a delivery again."""
    return {"attempts": send_due(job.progress)}


@jobs.periodic("notifications.webhooks", every=timedelta(seconds=15))
def send_webhooks(job: jobs.JobContext) -> dict:
    """Relay what the ledger has recorded since, and send what is due."""
    return {"relayed": relay(), "attempts": send_due(job.progress)}


@jobs.periodic("notifications.purge", every=timedelta(days=1), at=time(3, 20))
def purge_old(job: jobs.JobContext) -> dict:
    """Forget what was told and sent long ago."""
    return purge()
