"""The import of one submission."""

from collections.abc import Collection
from typing import BinaryIO

from django.db import IntegrityError, transaction
from polars.exceptions import PolarsError

from billing.enums import SubmissionState
from billing.ledes.errors import FastPathRefused
from billing.ledes.fast.reader import VERSION, read_batches
from billing.ledes.frames import even_batches
from billing.ledes.loading import load
from billing.models import Submission
from billing.services.budget_order import hold_budgets, in_order
from billing.services.firm_order import hold_firm
from billing.services.importing import refusals
from billing.services.importing.batches import lines_told, store_batches
from billing.services.telling import tell_of_file
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.documents.services.reading import open_stored
from legalops.jobs import JobContext
from legalops.kernel import clock
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
        return in_order(lambda held: _store(submission, job, held))
    except IntegrityError as failure:
        raise refusals.of_integrity_error(submission, failure) from failure


@transaction.atomic
def _store(submission: Submission, job: JobContext | None, budgets: Collection[int]) -> int:
    hold_firm(submission.firm_id)
    hold_budgets(budgets)
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
            passed, size = submission.passed_by == VERSION, even_batches(lines_told(submission))
            return store_batches(submission, read_batches(source, checked=passed, target_lines=size), job)
    except (FastPathRefused, PolarsError):
        source.seek(0)
        loaded = load(source, exactly=True)
        refusals.refuse_unless_accepted(loaded.result)
        return store_batches(submission, loaded.batches(), job)


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
    tell_of_file(submission)


__all__ = ["DomainError", "import_submission", "mark_failed"]
