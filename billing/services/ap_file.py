"""The file for accounts payable: one row per invoice, plain decimals, ISO dates, no formulas."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple

from django.conf import settings

from billing.models import Invoice
from billing.selectors.accounts import Posting
from legalops.kernel import clock
from legalops.kernel.money import round_money
from legalops.web.exports import Sheet, csv_lines

# Other systems read the columns by their place: new ones come last.
HEAD = [
    "vendor_number",
    "vendor",
    "invoice_number",
    "invoice_date",
    "period_start",
    "period_end",
    "matter",
    "business_unit",
    "purchase_order",
    "currency",
    "fees_billed",
    "expenses_billed",
    "tax_billed",
    "reductions",
    "tax_on_reductions",
    "amount_payable",
    "base_currency",
    "exchange_rate",
    "amount_payable_base",
    "approved_on",
    "legal_entity",
    "department",
    "cost_centre",
    "ledger_account",
]


def ap_csv(invoices: Iterable[tuple[Invoice, Posting]]) -> Iterator[str]:
    """Lines of the file. Reductions are positive sums taken off; amount payable includes tax."""
    return csv_lines(Sheet(HEAD, (_row(invoice, posting) for invoice, posting in invoices)))


def _row(invoice: Invoice, posting: Posting) -> list:
    payable = invoice.approved_amount
    money = [
        invoice.billed_fees,
        invoice.billed_expenses,
        invoice.billed_tax,
        invoice.reduction_net,
        invoice.reduction_tax,
        payable,
    ]
    return [
        invoice.firm.ap_vendor_number or invoice.firm.code,
        invoice.firm.name,
        invoice.number,
        invoice.invoice_date,
        invoice.period_start,
        invoice.period_end,
        invoice.matter.number,
        invoice.matter.business_unit,
        invoice.po_number,
        invoice.currency,
        *(round_money(amount, invoice.currency) for amount in money),
        settings.BASE_CURRENCY,
        invoice.base_rate,
        round_money(payable * invoice.base_rate, settings.BASE_CURRENCY),
        clock.local_date(invoice.approved_at),
        *astuple(posting),
    ]
