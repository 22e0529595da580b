"""The import of one submission."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from polars.exceptions import PolarsError

from billing.enums import InvoiceState, SubmissionState
from billing.events import InvoicesReceived
from billing.ledes.errors import FastPathRefused
from billing.ledes.fast.reader import VERSION, read_batches
from billing.ledes.frames import Batch
from billing.ledes.loading import load
from billing.models import Submission
from billing.services import review_run
from billing.services.drafts import Draft, Drafter
from billing.services.importing import refusals, storing
from billing.services.rule_settings import current_settings
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.documents.services.reading import open_stored
from legalops.jobs import JobContext
from legalops.kernel import clock, events
from legalops.kernel.errors import DomainError

_SYSTEM_ACTOR = "ledes-intake"
_CLAIMABLE = (SubmissionState.SUBMITTED, SubmissionState.IMPORTING)


def import_submission(submission_id: int, *, job: JobContext | None = None) -> int:
    """Store the invoices of a submitted file and run the review rules over them; returns how many.

    Nothing of a file is stored unless all of it is. Safe to run again after a death at any moment: the claim
    stays IMPORTING until the one transaction that stores everything and ends it. A submission that is not
    waiting for import is left alone. Raises DomainError where the file cannot be stored any more, for
    example because an invoice of that number arrived meanwhile; `mark_failed` then tells the firm.
    """
    claimed = Submission.objects.filter(pk=submission_id, state__in=_CLAIMABLE)
    if not claimed.update(state=SubmissionState.IMPORTING):
        return 0
    submission = Submission.objects.select_related("firm", "document", "submitted_by").get(pk=submission_id)
    try:
        return _store(submission, job)
    except IntegrityError as failure:
        raise refusals.of_integrity_error(submission, failure) from failure


@transaction.atomic
def _store(submission: Submission, job: JobContext | None) -> int:
    held = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if held.state != SubmissionState.IMPORTING:
        return 0
    with open_stored(submission.document, verify=True) as source:
        count = _store_file(submission, source, job)
    held.state, held.finished_at = SubmissionState.IMPORTED, clock.now()
    held.save(update_fields=["state", "finished_at"])
    record(held, "billing.submission.imported", actor=system_actor(_SYSTEM_ACTOR), after={"invoices": count})
    if job:
        job.fence()
    return count


def _store_file(submission: Submission, source: BinaryIO, job: JobContext | None) -> int:
    """Stored in one reading, and checked in it unless the same reader passed the same bytes before.

    What the quick reader will not judge is read by the exact one.
    """
    try:
        with transaction.atomic():
            batches = read_batches(source, checked=submission.passed_by == VERSION)
            return store_batches(submission, batches, job)
    except (FastPathRefused, PolarsError):
        source.seek(0)
        loaded = load(source, exactly=True)
        refusals.refuse_unless_accepted(loaded.result)
        return store_batches(submission, loaded.batches(), job)


def store_batches(
    submission: Submission,
    batches: Iterable[Batch],
    job: JobContext | None,
    *,
    lines: int | None = None,
    judge: Callable[[Submission, Draft], None] = refusals.refuse_unstorable,
) -> int:
    """Match, review and store batches in the caller's transaction; returns how many invoices.

    `judge` raises for a draft that cannot be stored; `lines` is what the file holds, for the progress shown.
    """
    actor, drafter, settings = system_actor(_SYSTEM_ACTOR), Drafter(submission.firm), current_settings()
    total = lines or sum(each["lines"] for each in submission.summary)
    lines_done, invoices_done = 0, 0
    for batch in batches:
        _tell(job, lines_done, total, _("Matching lines and running the review rules"))
        draft = _draft(drafter, batch)
        judge(submission, draft)
        # Reviewed before it is stored, so that nothing has to be told apart from itself.
        ready = review_run.matched_part(draft)
        found = review_run.draft_findings(submission.firm, ready, settings, today=drafter.today)
        _tell(job, lines_done + draft.lines.height // 2, total, _("Storing lines and findings"))
        invoices = storing.store_draft(submission, draft, actor=actor)
        review_run.keep_new(found, settings)
        reviewed = [each for each in invoices if each.state == InvoiceState.IN_REVIEW]
        review_run.log_review(reviewed, found, actor=actor)
        lines_done += draft.lines.height
        invoices_done += draft.invoices.height
    # Once for the file: derived data has hundreds of invoices to catch up with, and one pass is enough.
    events.publish(InvoicesReceived(submission.pk))
    _tell(job, lines_done, total, _("Saving"))
    return invoices_done


def _draft(drafter: Drafter, batch: Batch) -> Draft:
    invoice_ids = storing.reserve_invoice_ids(batch.invoices.height)
    return drafter.draft(batch, invoice_ids, storing.reserve_line_ids(batch.lines.height))


def _tell(job: JobContext | None, done: int, total: int, text: str) -> None:
    if job:
        job.progress(done, total, text)


@transaction.atomic
def mark_failed(submission_id: int, message: str) -> None:
    """Put the sentence of a final failure on the submission, whatever stage it died in."""
    waiting = Submission.objects.filter(
        pk=submission_id,
        state__in=(
            SubmissionState.RECEIVED,
            SubmissionState.CHECKING,
            SubmissionState.SUBMITTED,
            SubmissionState.IMPORTING,
        ),
    )
    submission = waiting.select_for_update(of=("self",)).first()
    if submission is None:
        return
    submission.state, submission.failure = SubmissionState.FAILED, message
    submission.finished_at = clock.now()
    submission.save(update_fields=["state", "failure", "finished_at"])
    actor = system_actor(_SYSTEM_ACTOR)
    record(submission, "billing.submission.failed", actor=actor, reason=message)


__all__ = ["DomainError", "import_submission", "mark_failed"]
