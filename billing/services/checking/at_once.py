"""A file that submits itself, judged and stored in one reading where nothing stands against it."""

from collections.abc import Collection
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from polars.exceptions import PolarsError

from billing.enums import SubmissionState
from billing.ledes.errors import FastPathRefused
from billing.ledes.fast.reader import VERSION, FastReader
from billing.ledes.frames import even_batches
from billing.models import Submission
from billing.services.budget_order import hold_budgets, in_order
from billing.services.checking.batches import RecordCheck, count_breaks
from billing.services.drafts import Draft
from billing.services.firm_order import hold_firm
from billing.services.importing.batches import store_batches
from billing.services.problems import ProblemLog, keep
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.jobs import JobContext
from legalops.kernel import clock

_SYSTEM_ACTOR = "ledes-intake"


class _Stands(Exception):
    """Something stands against the file: nothing of it is stored."""


def store_at_once(submission: Submission, source: BinaryIO, job: JobContext | None) -> bool:
    """Check, submit and import in one transaction; True if it is done, or not this worker's to do any more.

    At the first doubt or error nothing is stored, the file is rewound and False returned: then the check
    proper lists everything that is wrong. `source` holds bytes whose hash was compared.
    """
    try:
        return in_order(lambda held: _store(submission, source, job, held))
    except (FastPathRefused, PolarsError, IntegrityError, _Stands):
        source.seek(0)
        return False


@transaction.atomic
def _store(
    submission: Submission, source: BinaryIO, job: JobContext | None, budgets: Collection[int]
) -> bool:
    hold_firm(submission.firm_id)
    hold_budgets(budgets)
    source.seek(0)
    held = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if held.state != SubmissionState.CHECKING:
        raise _Stands
    lines = count_breaks(source)
    records = RecordCheck(submission, lines, job)

    def judge(_: Submission, draft: Draft) -> None:
        records.note(draft)
        if records.log.errors:
            raise _Stands

    size = even_batches(lines)
    reader = FastReader(source, max_findings=settings.INTAKE_MAX_PROBLEMS, target_lines=size)
    count = store_batches(submission, reader.batches(), job, lines=lines, judge=judge)
    _conclude(held, submission, reader, records)
    _tell(held, submission, count)
    if job:
        job.fence()
    return True


def _conclude(held: Submission, submission: Submission, reader: FastReader, records: RecordCheck) -> None:
    result, now = reader.result(), clock.now()
    log = ProblemLog(settings.INTAKE_MAX_PROBLEMS)
    log.add_findings(result.findings, result.findings_dropped)
    log.extend(records.log)
    held.state, held.format, held.passed_by = SubmissionState.IMPORTED, str(result.format), VERSION
    held.summary, held.error_count, held.warning_count = records.summary, log.errors, log.warnings
    held.submitted_by, held.submitted_at, held.finished_at = submission.uploaded_by, now, now
    held.save()
    keep(held, log)


def _tell(held: Submission, submission: Submission, count: int) -> None:
    """The same passages that a file takes which is checked, submitted and imported one after the other."""
    intake, ready = system_actor(_SYSTEM_ACTOR), {"state": SubmissionState.READY.value}
    found = ready | {"errors": 0, "warnings": held.warning_count}
    submitted = {"state": SubmissionState.SUBMITTED.value}
    firm = submission.uploaded_by
    record(held, "billing.submission.checked", actor=intake, after=found)
    record(held, "billing.submission.submitted", actor=firm, before=ready, after=submitted)
    record(held, "billing.submission.imported", actor=intake, after={"invoices": count})
