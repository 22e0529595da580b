"""Writing a draft: invoices, their lines by COPY, the first passage of each and the ledger."""

from datetime import timedelta

import polars as pl
from django.conf import settings

from billing.enums import InvoiceState
from billing.models import Invoice, InvoiceLine, InvoiceTransition, Submission
from billing.policies import invoice_number_key
from billing.services.copying import copy_rows, reserve_ids
from billing.services.drafts import Draft
from legalops.accounts.models import User
from legalops.audit.services import Entry, record_all
from legalops.kernel import clock
from legalops.kernel.copying import copy_objects

_TEXTS = (
    "tax_type",
    "task_code",
    "activity_code",
    "expense_code",
    "timekeeper_code",
    "timekeeper_name",
    "classification",
    "narrative",
)


def reserve_invoice_ids(count: int) -> pl.Series:
    """Ids of invoices to be."""
    return reserve_ids(Invoice, count)


def reserve_line_ids(count: int) -> pl.Series:
    """Ids of lines to be."""
    return reserve_ids(InvoiceLine, count)


def store_draft(submission: Submission, draft: Draft, *, actor: User) -> list[Invoice]:
    """Insert the invoices of a draft under its reserved ids; matched ones are in review, others wait.

    A number whose last invoice was rejected replaces that one. Raises IntegrityError for a number in use.
    """
    rejected = _rejected(submission.firm_id, draft.invoices["invoice_number"].to_list())
    invoices = [_invoice(submission, row, rejected) for row in draft.invoices.iter_rows(named=True)]
    copy_objects(invoices)
    copy_rows(InvoiceLine, _line_rows(submission, draft))
    _log(invoices, actor)
    return invoices


def _rejected(firm_id: int, numbers: list[str]) -> dict[str, int]:
    """Newest rejected invoice under each of these numbers."""
    keys = [invoice_number_key(number) for number in numbers]
    rows = Invoice.objects.filter(firm_id=firm_id, number_key__in=keys, state=InvoiceState.REJECTED)
    return dict(rows.order_by("pk").values_list("number_key", "pk"))


def _invoice(submission: Submission, row: dict, rejected: dict[str, int]) -> Invoice:
    key, now = invoice_number_key(row["invoice_number"]), clock.now()
    return Invoice(
        pk=row["invoice_id"],
        firm=submission.firm,
        submission=submission,
        matter_id=row["matter_id"],
        number=row["invoice_number"],
        number_key=key,
        state=state_of(row["matter_id"], row["unknown_timekeepers"]),
        replaces_id=rejected.get(key),
        client_matter_id=row["client_matter_id"] or "",
        law_firm_matter_id=row["law_firm_matter_id"] or "",
        client_id=row["client_id"] or "",
        client_tax_id=row["client_tax_id"] or "",
        law_firm_id=row["law_firm_id"] or "",
        description=row["description"] or "",
        po_number=row["po_number"] or "",
        invoice_date=row["invoice_date"],
        period_start=row["period_start"],
        period_end=row["period_end"],
        received_at=now,
        due_on=row["received_date"] + timedelta(days=settings.INVOICE_REVIEW_DAYS),
        currency=row["currency"],
        base_rate=row["base_rate"],
        base_rate_date=row["base_rate_date"],
        billed_total=row["total"],
        billed_fees=row["fees"],
        billed_expenses=row["expenses"],
        billed_tax=row["tax"],
        billed_hours=row["hours"],
        line_count=row["line_count"],
        base_total=row["base_net"],
    )


def state_of(matter_id: int | None, unknown_timekeepers: int) -> InvoiceState:
    """In review once the matter and every timekeeper are known."""
    return InvoiceState.IN_REVIEW if matter_id and not unknown_timekeepers else InvoiceState.UNMATCHED


def _line_rows(submission: Submission, draft: Draft) -> pl.DataFrame:
    """Columns of billing_invoiceline, named as there."""
    matters = draft.invoices.select("invoice_id", "matter_id")
    lines = draft.lines.join(matters, on="invoice_id", how="left", maintain_order="left")
    nothing = pl.lit(0, pl.Int8)
    return lines.select(
        pl.col("line_id").alias("id"),
        "invoice_id",
        "position",
        pl.col("line_number").alias("number"),
        "kind",
        "work_date",
        "units",
        "unit_cost",
        "adjustment",
        "total",
        "tax_rate",
        pl.col("tax_amount").fill_null(0),
        *(pl.col(name).fill_null("") for name in _TEXTS),
        "phase",
        "timekeeper_id",
        pl.lit(submission.firm_id).alias("firm_id"),
        "matter_id",
        "base_net",
        nothing.alias("reduction"),
        nothing.alias("base_reduction"),
    )


def _log(invoices: list[Invoice], actor: User) -> None:
    now = clock.now()
    copy_objects(
        [
            InvoiceTransition(
                invoice=invoice, name="receive", to_state=invoice.state, actor=actor, occurred_at=now
            )
            for invoice in invoices
        ]
    )
    record_all(
        (Entry(invoice, "billing.invoice.received", after=_told(invoice)) for invoice in invoices),
        actor=actor,
    )


def _told(invoice: Invoice) -> dict:
    return {
        "state": invoice.state,
        "number": invoice.number,
        "total": invoice.billed_total,
        "currency": invoice.currency,
        "submission": invoice.submission_id,
        "replaces": invoice.replaces_id,
    }
