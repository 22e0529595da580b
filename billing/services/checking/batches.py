"""Our records against a file, batch by batch."""

from functools import cached_property
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from billing.enums import Severity
from billing.ledes.frames import Batch
from billing.models import Submission
from billing.review import RuleSetting
from billing.services import problem_codes
from billing.services.checking.preview import preview
from billing.services.checking.records import record_problems
from billing.services.checking.summary import SUMMARISED, summary_of_draft
from billing.services.drafts import Draft, Drafter
from billing.services.problems import Problem, ProblemLog
from billing.services.rule_settings import current_settings
from legalops.jobs import JobContext

_BLOCK = 1024 * 1024


class RecordCheck:
    """What our records say about the batches of one file of `lines` lines, and the summary of each invoice.

    Files that are submitted at once, or too long, get no preview of the review rules: whoever submits at
    once reads none, and the rules run at import in any case. Their batches may be outlines.
    """

    def __init__(self, submission: Submission, lines: int, job: JobContext | None) -> None:
        self.log = ProblemLog(settings.INTAKE_MAX_PROBLEMS)
        self.summary: list[dict[str, Any]] = []
        self.previewed = lines <= settings.INTAKE_PREVIEW_LINES and not submission.auto_submit
        self._submission, self._lines, self._job = submission, lines, job
        self._seen: set[str] = set()
        self._done = 0

    @property
    def at_once(self) -> int:
        """Lines that a batch must hold for the preview to compare all with each other; 0 if there is none.

        Nothing of a preview is stored, so a rule could not know of lines in an earlier batch.
        """
        return self._lines + 1 if self.previewed else 0

    def add(self, batch: Batch) -> None:
        """Note what stands against the invoices of a batch."""
        draft = self._drafter.draft(batch) if self.previewed else self._drafter.outline(batch)
        self.note(draft)
        if self._job:
            self._job.progress(self._done, max(self._done, self._lines), _("Checking lines"))

    def note(self, draft: Draft) -> None:
        """The same for a batch that was drafted already."""
        record_problems(self.log, self._submission, draft, self._seen)
        found = self._preview(draft) if self.previewed else {}
        told = draft.invoices.select(SUMMARISED)
        self.summary += [summary_of_draft(row, found) for row in told.iter_rows(named=True)]
        self._done += draft.lines.height

    def finish(self) -> None:
        """Say why there is no preview, to somebody who would read it."""
        if not self.previewed and not self._submission.auto_submit:
            self.log.add(_preview_skipped())

    @cached_property
    def _drafter(self) -> Drafter:
        """Knows the firm's matters and people: not asked for where drafts are only noted."""
        return Drafter(self._submission.firm)

    @cached_property
    def _rules(self) -> tuple[RuleSetting, ...]:
        return current_settings()

    def _preview(self, draft: Draft) -> dict:
        return preview(self.log, self._submission.firm, draft, self._rules, self._drafter.today)


def count_breaks(source: BinaryIO) -> int:
    """How many lines a file has: its records, where each is a line, and two more or less."""
    count = 0
    while block := source.read(_BLOCK):
        count += block.count(b"\n")
    source.seek(0)
    return count


def _preview_skipped() -> Problem:
    return Problem(
        Severity.WARNING,
        problem_codes.PREVIEW_SKIPPED,
        _("The file is too long for a preview of the billing guidelines; they are checked after submission."),
        _("Nothing needs to be done. Split the file if you want to see the findings beforehand."),
    )
