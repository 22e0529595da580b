"""Batches of one file on their way into the tables: matched, judged, reviewed, stored."""

from collections.abc import Callable, Iterable

import polars as pl
from django.utils.translation import gettext as _

from billing.enums import InvoiceState
from billing.events import InvoicesReceived
from billing.ledes.frames import Batch
from billing.models import Invoice, Submission
from billing.selectors.review_facts import BilledDays
from billing.services import credit_notes, review_run
from billing.services.budget_order import Watch
from billing.services.drafts import Draft, Drafter
from billing.services.importing import refusals, storing
from billing.services.reopening import reopen_overtaken
from billing.services.rule_settings import current_settings
from legalops.accounts.system import system_actor
from legalops.jobs import JobContext
from legalops.kernel import events

_SYSTEM_ACTOR = "ledes-intake"

Judge = Callable[[Submission, Draft], None]
"""Raises for a draft that cannot be stored."""


def store_batches(
    submission: Submission,
    batches: Iterable[Batch],
    job: JobContext | None,
    *,
    lines: int | None = None,
    judge: Judge = refusals.refuse_unstorable,
) -> int:
    """Match, review and store batches in the caller's transaction; returns how many invoices.

    `lines` is what the file holds, for the progress shown. Raises Overtaken (see `budget_order`).
    """
    storage = _Storage(submission, job, lines or lines_told(submission), judge)
    # map, since a loop would hold on to a batch while the next one is read.
    count = sum(map(storage.add, batches))
    reopen_overtaken(submission, actor=system_actor(_SYSTEM_ACTOR))
    # Once for the file: derived data has hundreds of invoices to catch up with, and one pass is enough.
    events.publish(InvoicesReceived(submission.pk))
    storage.tell(_("Saving"))
    storage.finish()
    return count


def lines_told(submission: Submission) -> int:
    """Lines of a file, as its check has told them."""
    return sum(each["lines"] for each in submission.summary)


class _Storage:
    """Takes the batches of one file; what it looks up is looked up once."""

    def __init__(self, submission: Submission, job: JobContext | None, lines: int, judge: Judge) -> None:
        self._submission, self._job, self._lines, self._judge = submission, job, lines, judge
        self._actor = system_actor(_SYSTEM_ACTOR)
        self._drafter, self._settings = Drafter(submission.firm), current_settings()
        self._billed_days, self._watch = BilledDays(submission.firm), Watch(submission)
        self._credit_notes: list[Invoice] = []
        self._done = 0

    def add(self, batch: Batch) -> int:
        """Review and store a batch; returns how many invoices."""
        self.tell(_("Matching lines and running the review rules"))
        draft = self._drafter.draft(
            batch,
            storing.reserve_invoice_ids(batch.invoices.height),
            storing.reserve_line_ids(batch.lines.height),
        )
        self._judge(self._submission, draft)
        # Reviewed before it is stored, so that nothing has to be told apart from itself.
        found = self._review(draft)
        self.tell(_("Storing lines and findings"), draft.lines.height // 2)
        invoices = storing.store_draft(self._submission, draft, actor=self._actor)
        self._credit_notes += [each for each in invoices if each.is_credit_note]
        review_run.keep_new(found, self._settings)
        reviewed = [each for each in invoices if each.state == InvoiceState.IN_REVIEW]
        review_run.log_review(reviewed, found, actor=self._actor)
        self._done += draft.lines.height
        return draft.invoices.height

    def _review(self, draft: Draft) -> pl.DataFrame:
        reviewed = review_run.matched_part(draft)
        self._watch.note(reviewed.invoices["matter_id"])
        found = review_run.draft_findings(
            self._submission.firm,
            reviewed,
            self._settings,
            today=self._drafter.today,
            billed_days=self._billed_days,
        )
        self._billed_days.note(draft.invoices.height, review_run.counting_lines(reviewed))
        return found

    def finish(self) -> None:
        """Link credit notes to what they credit, which may stand further down in the file or come after
        them; raise Overtaken where others came onto a matter with a budget since it was looked at.
        """
        credit_notes.link_named(self._credit_notes, actor=self._actor)
        credit_notes.link_waiting(self._submission, actor=self._actor)
        self._watch.settle()

    def tell(self, text: str, begun: int = 0) -> None:
        """Show how far the file is."""
        if self._job:
            self._job.progress(self._done + begun, self._lines, text)
