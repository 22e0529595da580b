"""The check of one submission."""

from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from polars.exceptions import PolarsError

from billing.enums import Severity, SubmissionState
from billing.ledes.errors import FastPathRefused
from billing.ledes.fast.reader import VERSION, FastReader
from billing.ledes.frames import TARGET_LINES, even_batches
from billing.ledes.loading import load
from billing.ledes.results import CheckResult
from billing.models import Submission
from billing.services import problem_codes, submitting
from billing.services.checking.at_once import store_at_once
from billing.services.checking.batches import RecordCheck, count_breaks
from billing.services.checking.summary import summary_of_refused
from billing.services.problems import Problem, ProblemLog, keep
from billing.services.telling import tell_of_file
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.documents.services.reading import open_stored
from legalops.jobs import JobContext
from legalops.kernel import clock
from legalops.web import reading

_SYSTEM_ACTOR = "ledes-intake"
_CLAIMABLE = (SubmissionState.RECEIVED, SubmissionState.CHECKING)
_WRITTEN = (
    *("state", "format", "passed_by", "summary"),
    *("error_count", "warning_count", "finished_at"),
)


@dataclass(slots=True)
class Outcome:
    """What the check found."""

    log: ProblemLog
    format: str = ""
    summary: list[dict[str, Any]] = field(default_factory=list)
    passed_by: str = ""


def check_submission(submission_id: int, *, job: JobContext | None = None) -> str | None:
    """Check a file and end READY or REFUSED with its problems and a summary; returns the state.

    Errors refuse, warnings do not: unknown matters and timekeepers wait for the department to map them, and
    the review rules are run as a preview so that the firm sees what they would find. A file that submits
    itself is stored in the same reading if nothing stands against it, and ends IMPORTED. Safe to run again
    after a death at any moment. A submission that is not waiting for a check is left alone (None).
    """
    claimed = Submission.objects.filter(pk=submission_id, state__in=_CLAIMABLE)
    if not claimed.update(state=SubmissionState.CHECKING):
        return None
    submission = Submission.objects.select_related("firm", "document", "uploaded_by").get(pk=submission_id)
    with open_stored(submission.document, verify=submission.auto_submit) as source:
        _tell_begin(submission, job)
        if submission.auto_submit and store_at_once(submission, source, job):
            return SubmissionState.IMPORTED
        # What is found in our records is kept in the words of whoever sent the file.
        with reading.reading_as(submission.uploaded_by):
            outcome = _outcome(submission, source, job)
    return _conclude(submission, outcome, job)


def _tell_begin(submission: Submission, job: JobContext | None) -> None:
    if job:
        with reading.reading_as(submission.uploaded_by):
            job.progress(0, 0, _("Reading the file"))


def _outcome(submission: Submission, source: BinaryIO, job: JobContext | None) -> Outcome:
    """Judged and compared with our records in one reading, where the vectorised reader dares."""
    try:
        return _quick(submission, source, job)
    except (FastPathRefused, PolarsError):
        source.seek(0)
        return _exact(submission, source, job)


def _quick(submission: Submission, source: BinaryIO, job: JobContext | None) -> Outcome:
    lines = count_breaks(source)
    records = RecordCheck(submission, lines, job)
    size = records.at_once or even_batches(lines)
    reader = FastReader(source, max_findings=settings.INTAKE_MAX_PROBLEMS, target_lines=size)
    for batch in reader.batches() if records.previewed else reader.outlines():
        records.add(batch)
    return _with_records(_of_format(reader.result()), records, passed_by=VERSION)


def _exact(submission: Submission, source: BinaryIO, job: JobContext | None) -> Outcome:
    records = RecordCheck(submission, count_breaks(source), job)
    size = records.at_once or TARGET_LINES
    loaded = load(source, max_findings=settings.INTAKE_MAX_PROBLEMS, target_lines=size, exactly=True)
    outcome = _of_format(loaded.result)
    if loaded.result.format is not None and loaded.result.format.is_xml:
        outcome.log.add(_xml_not_imported(outcome.format))
    if outcome.log.errors:
        outcome.summary = [summary_of_refused(invoice) for invoice in loaded.result.invoices]
        return outcome
    for batch in loaded.batches():
        records.add(batch)
    return _with_records(outcome, records)


def _of_format(result: CheckResult) -> Outcome:
    outcome = Outcome(ProblemLog(settings.INTAKE_MAX_PROBLEMS), str(result.format or ""))
    outcome.log.add_findings(result.findings, result.findings_dropped, result.errors_dropped)
    return outcome


def _with_records(outcome: Outcome, records: RecordCheck, passed_by: str = "") -> Outcome:
    records.finish()
    outcome.log.extend(records.log)
    outcome.summary, outcome.passed_by = records.summary, passed_by
    return outcome


@transaction.atomic
def _conclude(submission: Submission, outcome: Outcome, job: JobContext | None) -> str | None:
    held = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if held.state != SubmissionState.CHECKING:
        return None  # withdrawn meanwhile
    refused = bool(outcome.log.errors)
    held.state = SubmissionState.REFUSED if refused else SubmissionState.READY
    held.format, held.summary, held.passed_by = outcome.format, outcome.summary, outcome.passed_by
    held.error_count, held.warning_count = outcome.log.errors, outcome.log.warnings
    held.finished_at = clock.now() if refused else None
    held.save(update_fields=_WRITTEN)
    keep(held, outcome.log)
    action = "billing.submission.refused" if refused else "billing.submission.checked"
    after = {"state": held.state, "errors": held.error_count, "warnings": held.warning_count}
    record(held, action, actor=system_actor(_SYSTEM_ACTOR), after=after)
    tell_of_file(held)
    if held.auto_submit and not refused:
        submitting.submit(held, actor=submission.uploaded_by)
    if job:
        job.fence()
    return held.state


def _xml_not_imported(name: str) -> Problem:
    return Problem(
        Severity.ERROR,
        problem_codes.XML_NOT_IMPORTED,
        _("%(format)s files are checked here but cannot be submitted yet.") % {"format": name},
        _("Export the invoice as LEDES 1998B or LEDES 98BI V2 and upload that file."),
    )
