"""Doorways of the billing app's background work: load, delegate, leave the sentence of a failure behind."""

from datetime import time, timedelta

from billing.models import Invoice
from billing.services import reviewing_again
from billing.services.checking import check_submission as run_check
from billing.services.importing import import_submission as run_import
from billing.services.importing import mark_failed
from billing.services.mapping import ask_for_rematch
from billing.services.matching import rematch_firm as run_rematch
from billing.services.telling import tell_of_unmatched
from legalops import jobs
from vendors.models import Firm


def _submission_failed(job: jobs.JobContext, message: str, *, submission_id: int) -> None:
    mark_failed(submission_id, message)


@jobs.handler("billing.check_submission", on_failed=_submission_failed)
def check_submission(job: jobs.JobContext, *, submission_id: int) -> dict:
    """The dry run over an uploaded file."""
    return {"state": run_check(submission_id, job=job)}


@jobs.handler("billing.import_submission", on_failed=_submission_failed)
def import_submission(job: jobs.JobContext, *, submission_id: int) -> dict:
    """Store a submitted file and review it."""
    return {"invoices": run_import(submission_id, job=job)}


@jobs.handler("billing.rematch_firm")
def rematch_firm(job: jobs.JobContext, *, firm_id: int) -> dict:
    """Match a firm's waiting invoices again."""
    return {"matched": run_rematch(Firm.objects.get(pk=firm_id), job=job)}


@jobs.handler("billing.review_timekeeper_again")
def review_timekeeper_again(job: jobs.JobContext, *, timekeeper_id: int) -> dict:
    """Hold what a person billed against the rules again."""
    return {"invoices": reviewing_again.review_timekeeper_again(timekeeper_id, job=job)}


@jobs.handler("billing.review_matter_again")
def review_matter_again(job: jobs.JobContext, *, matter_id: int, firm_id: int) -> dict:
    """Hold what a firm billed on a matter against the rules again."""
    return {"invoices": reviewing_again.review_matter_again(matter_id, firm_id, job=job)}


@jobs.periodic("billing.rematch_waiting", every=timedelta(minutes=15))
def rematch_waiting(job: jobs.JobContext) -> dict:
    """Try all waiting invoices again: what was missing may have been added in the console."""
    firms = Invoice.objects.filter(state="unmatched").order_by().values_list("firm_id", flat=True).distinct()
    for firm_id in firms:
        ask_for_rematch(firm_id)
    return {"firms": len(firms)}


@jobs.periodic("billing.tell_of_unmatched", every=timedelta(days=1), at=time(8, 0))
def tell_of_waiting(job: jobs.JobContext) -> dict:
    """Tell the people who map that invoices wait for it."""
    return {"waiting": tell_of_unmatched()}
