"""Invoices that should not have reached review: sent before, or for a matter the firm does not have."""

import polars as pl

from billing.review.batch import Scope
from billing.review.outcomes import REJECT_INVOICE, WARN
from billing.review.rule import Fact, Rule

_INVOICE = Fact("invoice_number", "text", "the firm's invoice number")


def _duplicate_invoices(scope: Scope) -> pl.DataFrame:
    return scope.invoices.filter(pl.col("duplicate_of").is_not_null())


def _unknown_matters(scope: Scope) -> pl.DataFrame:
    unmatched = pl.col("matter_id").is_null()
    reason = (
        pl.when(unmatched)
        .then(pl.lit("its matter is not one of ours"))
        .otherwise(pl.lit("its matter is not open"))
    )
    closed = ~pl.col("matter_open").fill_null(False)
    return scope.invoices.filter(unmatched | closed).with_columns(reason=reason)


def _firms_not_on_matter(scope: Scope) -> pl.DataFrame:
    known = pl.col("matter_id").is_not_null()
    return scope.invoices.filter(known & ~pl.col("firm_on_matter").fill_null(False))


RULES = (
    Rule(
        code="G01",
        title="Duplicate invoice",
        checks="The firm has already sent an invoice with this number within a year of its date.",
        guideline="Each invoice carries a number of its own; a number is not used again within a year.",
        message="Invoice {invoice_number} repeats {duplicate_of}. An invoice is accepted once.",
        outcomes=(REJECT_INVOICE, WARN),
        default_outcome=REJECT_INVOICE,
        facts=(_INVOICE, Fact("duplicate_of", "text", "the earlier invoice")),
        by_invoice=_duplicate_invoices,
    ),
    Rule(
        code="G02",
        title="Unknown or closed matter",
        checks="The invoice names a matter that was not found or is not open.",
        guideline="Work is billed to the client's matter number, while the matter is open.",
        message="Invoice {invoice_number} cannot be accepted: {reason}.",
        outcomes=(REJECT_INVOICE, WARN),
        default_outcome=REJECT_INVOICE,
        facts=(_INVOICE, Fact("reason", "text", "why the matter does not do")),
        by_invoice=_unknown_matters,
    ),
    Rule(
        code="G03",
        title="Firm not on the matter",
        checks="The firm is not assigned to the matter that it bills.",
        guideline="Only firms that the legal department has assigned to a matter may bill it.",
        message="Invoice {invoice_number} bills a matter to which your firm is not assigned.",
        outcomes=(REJECT_INVOICE, WARN),
        default_outcome=REJECT_INVOICE,
        facts=(_INVOICE,),
        by_invoice=_firms_not_on_matter,
    ),
)
