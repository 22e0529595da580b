"""Jobs of the dashboards: draining marks, the nightly snapshot and the full check."""

from datetime import time, timedelta

from dashboards.services.drain import drain
from dashboards.services.rebuild import verify
from dashboards.services.snapshots import take_missing_snapshots
from legalops import jobs


@jobs.handler("dashboards.drain")
def drain_spend(job) -> dict:
    """Add up what was marked; woken by each change of an invoice's state."""
    done = drain()
    return {"keys": done.keys, "milliseconds": done.milliseconds}


@jobs.periodic("dashboards.drain_regularly", every=timedelta(seconds=10))
def drain_regularly(job) -> dict:
    """Heal a missed wake-up."""
    return drain_spend(job)


@jobs.periodic("dashboards.snapshot", every=timedelta(days=1), at=time(0, 20))
def snapshot_stocks(job) -> dict:
    """Keep how many invoices waited at the end of yesterday, and of days missed while everything was down."""
    return {"days": take_missing_snapshots()}


@jobs.periodic("dashboards.verify", every=timedelta(days=1), at=time(2, 0))
def verify_rollups(job) -> dict:
    """The scheduled full check."""
    check = verify()
    return {"keys": check.keys, "problems": len(check.problems)}
