"""One delivery of the past: document, submission, drafted and stored invoices."""

import io
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.conf import settings

from billing.enums import SubmissionState
from billing.ledes.loading import load
from billing.models import Invoice, Submission
from billing.services.checking.summary import summary_of_draft
from billing.services.drafts import Draft, Drafter
from billing.services.importing import storing
from billing.services.importing.refusals import refuse_unless_accepted
from billing.services.review_run import draft_findings, keep_new, log_review
from billing.services.rule_settings import current_settings
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.demo.loading.intake import file_of
from legalops.demo.loading.world import World
from legalops.demo.plan.model import InvoicePlan
from legalops.documents import sniffing
from legalops.documents.services.storing import store
from legalops.kernel import clock


@dataclass(frozen=True, slots=True)
class Received:
    """A stored delivery: its invoices with their plans, and the draft that the rules will judge."""

    invoices: list[Invoice]
    plans: list[InvoicePlan]
    draft: Draft


def receive_delivery(world: World, drafter: Drafter, plans: list[InvoicePlan], robot: User) -> Received:
    """Store one file as of its own day."""
    content = file_of(world, plans)
    with clock.frozen(plans[0].received_at):
        drafter.today = clock.today()
        loaded = load(io.BytesIO(content))
        refuse_unless_accepted(loaded.result)
        (batch,) = loaded.batches()
        draft = drafter.draft(
            batch,
            storing.reserve_invoice_ids(batch.invoices.height),
            storing.reserve_line_ids(batch.lines.height),
        )
        submission = _submission(world, plans, content, draft, str(loaded.result.format))
        invoices = storing.store_draft(submission, draft, actor=robot)
    by_number = {plan.number: plan for plan in plans}
    return Received(invoices, [by_number[invoice.number] for invoice in invoices], draft)


def review_deliveries(drafter: Drafter, received: list[Received], robot: User) -> None:
    """Run the rules once over all deliveries of a firm, and tell the ledger of each on its day."""
    whole = Draft(
        pl.concat([each.draft.invoices for each in received]),
        pl.concat([each.draft.lines for each in received]),
    )
    rules = current_settings()
    found = draft_findings(drafter.firm, whole, rules, today=max(_day(each) for each in received))
    keep_new(found, rules)
    for each in received:
        ids = [invoice.pk for invoice in each.invoices]
        with clock.frozen(each.plans[0].received_at):
            log_review(each.invoices, found.filter(pl.col("invoice_id").is_in(ids)), actor=robot)


def _day(received: Received) -> Any:
    return clock.local_date(received.plans[0].received_at)


def _submission(
    world: World, plans: list[InvoicePlan], content: bytes, draft: Draft, format: str
) -> Submission:
    firm, biller = world.firms[plans[0].firm.code], world.billers[plans[0].firm.code]
    name = f"{firm.code}-{plans[0].period_end:%Y-%m}-{plans[0].number}.txt"
    limit = settings.INTAKE_MAX_FILE_BYTES
    document = store(io.BytesIO(content), name=name, actor=biller, max_bytes=limit, allowed={sniffing.TEXT})
    submission = Submission.objects.create(
        firm=firm,
        document=document,
        sha256=document.sha256,
        file_name=document.original_name,
        state=SubmissionState.IMPORTED,
        format=format,
        auto_submit=True,
        summary=[summary_of_draft(row, {}) for row in draft.invoices.iter_rows(named=True)],
        uploaded_by=biller,
        uploaded_at=clock.now(),
        submitted_by=biller,
        submitted_at=clock.now(),
        finished_at=clock.now(),
    )
    after = {"file": submission.file_name, "sha256": document.sha256, "firm": firm.code}
    record(submission, "billing.submission.received", actor=biller, after=after)
    return submission


__all__ = ["Received", "receive_delivery", "review_deliveries"]
