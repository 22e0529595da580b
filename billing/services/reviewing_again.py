"""The review rules once more over invoices in review, after what they are held against has changed."""

from collections.abc import Sequence

import polars as pl
from django.db import transaction

from billing import review
from billing.enums import FindingState, InvoiceState
from billing.models import Invoice, InvoiceLine, ReviewFinding
from billing.services.review_run import AT_ONCE, keep_new, log_review, stored_facts
from billing.services.rule_settings import current_settings
from legalops import jobs
from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.jobs import JobContext
from vendors.models import Firm, Timekeeper

REVIEW_AGAIN_JOB = "billing.review_timekeeper_again"
REVIEW_MATTER_JOB = "billing.review_matter_again"
_SYSTEM_ACTOR = "ledes-intake"


@transaction.atomic
def ask_for_review(timekeeper_id: int) -> None:
    """Have the invoices in review on which this person billed held against the rules again.

    Asking twice is asking once; where no such invoice waits nothing is asked.
    """
    if in_review_with(timekeeper_id):
        key = f"timekeeper-{timekeeper_id}"
        jobs.enqueue(REVIEW_AGAIN_JOB, key=key, again=True, timekeeper_id=timekeeper_id)


@transaction.atomic
def ask_for_review_of(matter_id: int, firm_id: int) -> None:
    """Have the firm's invoices in review on this matter held against the rules again; once if asked twice."""
    if in_review_on(matter_id, firm_id):
        key, ids = f"matter-{matter_id}-{firm_id}", {"matter_id": matter_id, "firm_id": firm_id}
        jobs.enqueue(REVIEW_MATTER_JOB, key=key, again=True, **ids)


def in_review_on(matter_id: int, firm_id: int) -> list[int]:
    """Ids of the firm's invoices in review on the matter."""
    rows = Invoice.objects.filter(matter=matter_id, firm=firm_id, state=InvoiceState.IN_REVIEW)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def in_review_with(timekeeper_id: int) -> list[int]:
    """Ids of invoices in review on which the person billed."""
    lines = InvoiceLine.objects.filter(timekeeper=timekeeper_id, invoice__state=InvoiceState.IN_REVIEW)
    return list(lines.order_by("invoice_id").values_list("invoice_id", flat=True).distinct())


def review_timekeeper_again(timekeeper_id: int, *, job: JobContext | None = None) -> int:
    """Review again what the person billed; returns how many invoices.

    Safe to run twice or to die half way: each step of at most AT_ONCE invoices is one transaction.
    """
    firm = Timekeeper.objects.select_related("firm").get(pk=timekeeper_id).firm
    return _in_steps(firm, in_review_with(timekeeper_id), job)


def review_matter_again(matter_id: int, firm_id: int, *, job: JobContext | None = None) -> int:
    """Review again what the firm billed on the matter; as `review_timekeeper_again`."""
    return _in_steps(Firm.objects.get(pk=firm_id), in_review_on(matter_id, firm_id), job)


def _in_steps(firm: Firm, ids: Sequence[int], job: JobContext | None) -> int:
    done = 0
    for start in range(0, len(ids), AT_ONCE):
        if job:
            job.progress(start, len(ids))
        done += review_again(firm, ids[start : start + AT_ONCE], actor=system_actor(_SYSTEM_ACTOR))
    return done


@transaction.atomic
def review_again(firm: Firm, invoice_ids: Sequence[int], *, actor: User) -> int:
    """Run the rules over these invoices of one firm that are in review; returns how many.

    What nobody has decided gives way to what the rules find now; decisions and reductions stay, and are
    never found a second time.
    """
    locked = Invoice.objects.locked().filter(pk__in=invoice_ids, firm=firm, state=InvoiceState.IN_REVIEW)
    invoices = list(locked.order_by("pk"))
    ids = [each.pk for each in invoices]
    if not ids:
        return 0
    undecided = ReviewFinding.objects.filter(invoice__in=ids, state=FindingState.OPEN)
    undecided.filter(adjustments__isnull=True).delete()
    settings = current_settings()
    found = _not_decided(review.run(stored_facts(firm, ids), settings), ids)
    keep_new(found, settings)
    for invoice in invoices:
        invoice.version += 1
    Invoice.objects.bulk_update(invoices, ["version"])
    log_review(invoices, found, actor=actor)
    return len(invoices)


def _not_decided(found: pl.DataFrame, ids: Sequence[int]) -> pl.DataFrame:
    stays = ReviewFinding.objects.filter(invoice__in=ids).values_list("invoice_id", "rule", "line_id")
    kept = pl.DataFrame(
        list(stays),
        schema={name: found.schema[name] for name in ("invoice_id", "rule", "line_id")},
        orient="row",
    )
    return found.join(kept, on=["invoice_id", "rule", "line_id"], how="anti", nulls_equal=True)
