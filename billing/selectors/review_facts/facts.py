"""From invoices and lines as columns to the facts of a review."""

from datetime import date

import polars as pl

from billing.enums import CodeKind
from billing.models import BillingCode
from billing.review import InvoiceFacts
from billing.selectors.review_facts.approvals import with_approvals
from billing.selectors.review_facts.days import BilledDays
from billing.selectors.review_facts.duplicates import with_duplicates
from billing.selectors.review_facts.matters import with_matters
from billing.selectors.review_facts.prior import prior_work
from billing.selectors.review_facts.rates import with_approved_rates
from billing.selectors.review_facts.spend import SpentBefore
from legalops.kernel.money import exponent
from vendors.models import Firm


def facts_of(
    firm: Firm,
    invoices: pl.DataFrame,
    lines: pl.DataFrame,
    *,
    today: date,
    spent_before: SpentBefore,
    billed_days: BilledDays | None = None,
) -> InvoiceFacts:
    """The facts of invoices of one firm, all of them at once.

    `invoices`: invoice_id, matter_id, invoice_number, invoice_date, received_date, period_start, period_end,
    currency, net (billed without tax). `lines`: invoice_id, line_id, position, line_number, kind, work_date,
    units, unit_cost, adjustment, net, task_code, expense_code, activity_code, timekeeper_id, timekeeper_code,
    timekeeper_name, classification, narrative. Amounts are in the invoice's currency and without tax, and
    so are the reductions found. What came into review before one of them counts as billed before it, be
    it among these or not (`arrivals`). For the budget `spent_before` tells what came before.
    `billed_days` is what earlier batches of the same file leave to know.
    """
    known = with_duplicates(firm, with_matters(firm, invoices, spent_before))
    context = known.select("invoice_id", "matter_id", "currency")
    work = lines.join(context, on="invoice_id", how="left", maintain_order="left")
    work = with_approvals(firm, with_approved_rates(work))
    prior = prior_work(firm, work, invoices, billed_days)
    known = known.join(prior.arrivals, on="invoice_id", how="left", maintain_order="left")
    codes = _codes()
    return InvoiceFacts(
        invoices=known.with_columns(
            firm_id=pl.lit(firm.pk, pl.Int64), total="net", minor_unit=_minor_units(known["currency"])
        ),
        lines=work.with_columns(total="net", tax_amount=pl.lit(None, pl.Decimal(18, 4))),
        prior_lines=prior.lines,
        prior_hours=prior.hours,
        task_codes=codes[CodeKind.TASK],
        expense_codes=codes[CodeKind.EXPENSE],
        today=today,
    )


def _minor_units(currencies: pl.Series) -> pl.Expr:
    known = {currency: exponent(currency) for currency in currencies.unique() if currency}
    if not known:
        return pl.lit(2, pl.Int8)
    return pl.col("currency").replace_strict(known, default=2, return_dtype=pl.Int8)


def _codes() -> dict[CodeKind, frozenset[str]]:
    rows = list(BillingCode.objects.filter(is_active=True).values_list("kind", "code"))
    return {known: frozenset(code for kind, code in rows if kind == known) for known in CodeKind}
