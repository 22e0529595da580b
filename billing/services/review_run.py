"""Running the review rules over drafts and stored invoices, and keeping what they find."""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl
from django.conf import settings as django_settings

from billing import review
from billing.enums import FindingState
from billing.models import Invoice, ReviewFinding
from billing.review import InvoiceFacts, RuleSetting
from billing.selectors.review_facts import (
    BilledDays,
    before_drafts,
    before_stored,
    facts_of,
    stored_invoices,
    stored_lines,
)
from billing.services.copying import copy_rows
from billing.services.drafts import Draft
from legalops.accounts.models import User
from legalops.audit.services import Entry, record_all
from legalops.kernel import clock
from vendors.models import Firm

# Invoices of one run; bounds memory when a whole backlog is matched at once.
AT_ONCE = 200


def draft_findings(
    firm: Firm,
    draft: Draft,
    settings: Sequence[RuleSetting],
    *,
    today: date,
    billed_days: BilledDays | None = None,
) -> pl.DataFrame:
    """What the rules find in a draft (columns of `review.FINDINGS`); stores nothing.

    `billed_days` as in `facts_of`.
    """
    invoices = draft.invoices.select(
        "invoice_id",
        "matter_id",
        "invoice_number",
        "invoice_date",
        "received_date",
        "period_start",
        "period_end",
        "currency",
        "net",
        "base_net",
    )
    lines = draft.lines.drop("invoice_key", "total", "tax_amount")
    facts = facts_of(firm, invoices, lines, today=today, spent_before=before_drafts, billed_days=billed_days)
    return review.run(facts, settings)


def matched_part(draft: Draft) -> Draft:
    """The invoices of a draft that can be reviewed; the others are reviewed when they are matched."""
    known = pl.col("matter_id").is_not_null() & (pl.col("unknown_timekeepers") == 0)
    matched = draft.invoices.filter(known)
    if matched.height == draft.invoices.height:
        return draft
    ids = matched["invoice_id"].implode()
    return Draft(matched, draft.lines.filter(pl.col("invoice_id").is_in(ids)))


def counting_lines(draft: Draft) -> pl.DataFrame:
    """What later batches must know of the lines of reviewed invoices: credit notes pass no rule."""
    counting = draft.invoices.filter(pl.col("net") >= 0).select("invoice_id", "matter_id")
    told = draft.lines.select("invoice_id", "kind", "timekeeper_id", "work_date", "units", "classification")
    return told.join(counting, on="invoice_id")


def stored_facts(firm: Firm, invoice_ids: Sequence[int]) -> InvoiceFacts:
    """The facts of stored invoices of one firm, as of today."""
    invoices = stored_invoices(invoice_ids, django_settings.REPORTING_TIME_ZONE)
    lines = stored_lines(invoice_ids)
    return facts_of(firm, invoices, lines, today=clock.today(), spent_before=before_stored)


def keep_new(found: pl.DataFrame, settings: Iterable[RuleSetting]) -> None:
    """Store findings of invoices that have none yet."""
    copy_rows(ReviewFinding, finding_rows(found, settings))


def finding_rows(found: pl.DataFrame, settings: Iterable[RuleSetting]) -> pl.DataFrame:
    """Findings in the columns of billing_reviewfinding."""
    clauses = {(each.code, each.version): each.clause for each in settings if each.clause}
    pairs = pl.DataFrame(
        [(code, version, clause) for (code, version), clause in clauses.items()],
        schema={"rule": pl.String, "rule_version": pl.Int64, "clause": pl.String},
        orient="row",
    )
    told = found.join(pairs, on=["rule", "rule_version"], how="left", maintain_order="left")
    return told.select(
        "invoice_id",
        "line_id",
        "rule",
        "rule_version",
        "outcome",
        "reduction",
        "message",
        "evidence",
        "highlights",
        pl.col("clause").fill_null(""),
        pl.lit(FindingState.OPEN.value).alias("state"),
        pl.lit("").alias("dismissal_note"),
        pl.lit(clock.now().isoformat()).alias("created_at"),
    )


def log_review(invoices: Iterable[Invoice], found: pl.DataFrame, *, actor: User) -> None:
    """Tell the ledger that the rules ran, with how many findings and which reduction in all."""
    sums = review.reductions_of_invoices(found)
    counts = found.group_by("invoice_id").agg(pl.len().alias("findings"))
    told = {
        invoice_id: {"findings": count, "reduction": reduction or 0}
        for invoice_id, count, reduction in counts.join(sums, on="invoice_id", how="left").iter_rows()
    }
    nothing = {"findings": 0, "reduction": 0}
    record_all(
        (Entry(each, "billing.invoice.reviewed", after=told.get(each.pk, nothing)) for each in invoices),
        actor=actor,
    )
