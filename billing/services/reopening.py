"""Checking a file anew: it came again, or our records have changed so that its verdict no longer holds."""

from billing.enums import SubmissionState
from billing.models import Submission
from billing.policies import invoice_number_key
from billing.selectors.submissions import CHECK_JOB
from legalops import jobs
from legalops.accounts.models import User
from legalops.audit.services import record

REOPENED, OVERTAKEN = "billing.submission.reopened", "billing.submission.overtaken"


def reopen(
    submission: Submission, *, actor: User, auto_submit: bool = False, why: str = REOPENED
) -> Submission:
    """Put the locked submission back to its check, in the caller's transaction; `why` for the ledger."""
    before = {"state": submission.state}
    submission.state, submission.failure = SubmissionState.RECEIVED, ""
    submission.finished_at, submission.auto_submit = None, auto_submit
    submission.submitted_at = submission.submitted_by = None
    submission.save()
    after = {"state": submission.state}
    record(submission, why, actor=actor, before=before, after=after)
    jobs.enqueue(CHECK_JOB, key=str(submission.pk), actor=actor, again=True, submission_id=submission.pk)
    return submission


def reopen_overtaken(stored: Submission, *, actor: User) -> None:
    """Check the firm's other files that are ready and hold a number that `stored` has just taken.

    In the transaction that stores: such a file must not be called ready once the number is in use.
    """
    waiting = Submission.objects.filter(firm=stored.firm_id, state=SubmissionState.READY)
    rivals = list(waiting.exclude(pk=stored.pk).select_for_update(of=("self",)).order_by("pk"))
    if not rivals:
        return
    taken = set(stored.invoices.order_by().values_list("number_key", flat=True))
    for each in rivals:
        if any(invoice_number_key(invoice["number"]) in taken for invoice in each.summary):
            reopen(each, actor=actor, why=OVERTAKEN)
