"""The firm's two verbs on a checked file: submit it, or take it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import SubmissionState
from billing.models import Submission
from legalops import jobs
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import Conflict

IMPORT_JOB = "billing.import_submission"
_WITHDRAWABLE = (
    SubmissionState.RECEIVED,
    SubmissionState.CHECKING,
    SubmissionState.READY,
    SubmissionState.REFUSED,
    SubmissionState.FAILED,
)
_AFTER_SUBMIT = (SubmissionState.SUBMITTED, SubmissionState.IMPORTING, SubmissionState.IMPORTED)


@transaction.atomic
def submit(submission: Submission, *, actor: User) -> Submission:
    """Send a checked file on; a second click finds it submitted and changes nothing.

    Raises Conflict for a file that has errors, is being checked or was withdrawn.
    """
    held = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if held.state in _AFTER_SUBMIT:
        return held
    if held.state != SubmissionState.READY:
        raise _conflict(held, _("Only a file without errors can be submitted."))
    before = {"state": held.state}
    held.state, held.submitted_by, held.submitted_at = SubmissionState.SUBMITTED, actor, clock.now()
    held.save(update_fields=["state", "submitted_by", "submitted_at"])
    after = {"state": held.state}
    record(held, "billing.submission.submitted", actor=actor, before=before, after=after)
    jobs.enqueue(IMPORT_JOB, key=str(held.pk), actor=actor, again=True, submission_id=held.pk)
    return held


@transaction.atomic
def withdraw(submission: Submission, *, actor: User, reason: str = "") -> Submission:
    """Take a file back before it is submitted; withdrawing twice is withdrawing once.

    Uploading the same bytes again reopens it. Raises Conflict once it was submitted.
    """
    held = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if held.state == SubmissionState.WITHDRAWN:
        return held
    if held.state not in _WITHDRAWABLE:
        raise _conflict(held, _("Ask the legal department to reject the invoice."))
    before = {"state": held.state}
    held.state, held.finished_at = SubmissionState.WITHDRAWN, clock.now()
    held.save(update_fields=["state", "finished_at"])
    after = {"state": held.state}
    record(held, "billing.submission.withdrawn", actor=actor, before=before, after=after, reason=reason)
    return held


def _conflict(held: Submission, mend: str) -> Conflict:
    message = _("%(file)s is %(state)s by now. %(mend)s") % {
        "file": held.file_name,
        "state": held.get_state_display().lower(),
        "mend": mend,
    }
    return Conflict("submission.state", message)
