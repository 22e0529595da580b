"""The check of one submission."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import Severity, SubmissionState
from billing.ledes.loading import Loaded, load
from billing.models import Submission
from billing.services import problem_codes, submitting
from billing.services.checking.preview import preview
from billing.services.checking.records import record_problems
from billing.services.checking.summary import summary_of_draft, summary_of_refused
from billing.services.drafts import Drafter
from billing.services.problems import Problem, ProblemLog, keep
from billing.services.rule_settings import current_settings
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.documents.services.reading import open_stored
from legalops.jobs import JobContext
from legalops.kernel import clock

_SYSTEM_ACTOR = "ledes-intake"
_CLAIMABLE = (SubmissionState.RECEIVED, SubmissionState.CHECKING)


@dataclass(slots=True)
class Outcome:
    """What the check found."""

    log: ProblemLog
    format: str = ""
    summary: list[dict[str, Any]] = field(default_factory=list)


def check_submission(submission_id: int, *, job: JobContext | None = None) -> str | None:
    """Check a file and end READY or REFUSED with its problems and a summary; returns the state.

    Errors refuse, warnings do not: unknown matters and timekeepers wait for the department to map them, and
    the review rules are run as a preview so that the firm sees what they would find. Safe to run again after
    a death at any moment. A submission that is not waiting for a check is left alone (None).
    """
    claimed = Submission.objects.filter(pk=submission_id, state__in=_CLAIMABLE)
    if not claimed.update(state=SubmissionState.CHECKING):
        return None
    submission = Submission.objects.select_related("firm", "document", "uploaded_by").get(pk=submission_id)
    with open_stored(submission.document) as source:
        if job:
            job.progress(0, 0, _("Reading the file"))
        outcome = _outcome(submission, load(source, max_findings=settings.INTAKE_MAX_PROBLEMS), job)
    return _conclude(submission, outcome, job)


def _outcome(submission: Submission, loaded: Loaded, job: JobContext | None) -> Outcome:
    result = loaded.result
    outcome = Outcome(ProblemLog(settings.INTAKE_MAX_PROBLEMS), str(result.format or ""))
    outcome.log.add_findings(result.findings, result.findings_dropped)
    if result.format is not None and result.format.is_xml:
        outcome.log.add(_xml_not_imported(outcome.format))
    if result.accepted and not outcome.log.errors:
        _check_records(submission, loaded, outcome, job)
    else:
        outcome.summary = [summary_of_refused(invoice) for invoice in result.invoices]
    return outcome


def _check_records(submission: Submission, loaded: Loaded, outcome: Outcome, job: JobContext | None) -> None:
    drafter, rules = Drafter(submission.firm), current_settings()
    total, done = sum(invoice.lines for invoice in loaded.result.invoices), 0
    # Whoever submits at once reads no preview; the rules run again at import in any case.
    previewed = total <= settings.INTAKE_PREVIEW_LINES and not submission.auto_submit
    seen: set[str] = set()
    for batch in loaded.batches():
        draft = drafter.draft(batch)
        record_problems(outcome.log, submission, draft, seen)
        found = preview(outcome.log, submission.firm, draft, rules, drafter.today) if previewed else {}
        outcome.summary += [summary_of_draft(row, found) for row in draft.invoices.iter_rows(named=True)]
        done += draft.lines.height
        if job:
            job.progress(done, total, _("Checking lines"))
    if not previewed and not submission.auto_submit:
        outcome.log.add(_preview_skipped())


@transaction.atomic
def _conclude(submission: Submission, outcome: Outcome, job: JobContext | None) -> str | None:
    held = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if held.state != SubmissionState.CHECKING:
        return None  # withdrawn meanwhile
    refused = bool(outcome.log.errors)
    held.state = SubmissionState.REFUSED if refused else SubmissionState.READY
    held.format, held.summary = outcome.format, outcome.summary
    held.error_count, held.warning_count = outcome.log.errors, outcome.log.warnings
    held.finished_at = clock.now() if refused else None
    held.save(update_fields=["state", "format", "summary", "error_count", "warning_count", "finished_at"])
    keep(held, outcome.log)
    action = "billing.submission.refused" if refused else "billing.submission.checked"
    after = {"state": held.state, "errors": held.error_count, "warnings": held.warning_count}
    record(held, action, actor=system_actor(_SYSTEM_ACTOR), after=after)
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


def _preview_skipped() -> Problem:
    return Problem(
        Severity.WARNING,
        problem_codes.PREVIEW_SKIPPED,
        _("The file is too long for a preview of the billing guidelines; they are checked after submission."),
        _("Nothing needs to be done. Split the file if you want to see the findings beforehand."),
    )
