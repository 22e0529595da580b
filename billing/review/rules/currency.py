"""Currency of the invoice against the currency agreed for the matter or firm."""

import polars as pl

from billing.review.batch import Scope
from billing.review.outcomes import REJECT_INVOICE, WARN
from billing.review.rule import Fact, Rule


def _mismatches(scope: Scope) -> pl.DataFrame:
    return scope.invoices.filter(~pl.col("same_currency")).with_columns(billed_currency=pl.col("currency"))


RULES = (
    Rule(
        code="G12",
        title="Currency mismatch",
        checks="The invoice is not in the currency agreed for the matter, the firm or its rates.",
        guideline="Invoices are issued in the currency agreed for the matter.",
        message=(
            "Invoice {invoice_number} is in {billed_currency}; the currency agreed for this matter is "
            "{expected_currency}."
        ),
        outcomes=(REJECT_INVOICE, WARN),
        default_outcome=REJECT_INVOICE,
        facts=(
            Fact("invoice_number", "text", "the firm's invoice number"),
            Fact("billed_currency", "text", "currency of the invoice"),
            Fact("expected_currency", "text", "currency agreed"),
        ),
        by_invoice=_mismatches,
    ),
)
