"""What was billed on matters and in which phases a budget is split: the answers `matters` asks for."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.urls import reverse

from billing.enums import InvoiceState
from billing.models import BillingCode, Invoice
from legalops.fx.services import rate_on
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.kernel.money import ZERO, round_money
from matters.selectors.spend import LastInvoice, SpendOfMatter

_BILLED = """
SELECT invoice.matter_id, matter.currency, invoice.currency,
       sum(invoice.billed_total - invoice.billed_tax - invoice.reduction_net),
       sum(round((invoice.billed_total - invoice.billed_tax - invoice.reduction_net) * invoice.base_rate, 2)),
       count(*) FILTER (WHERE invoice.state IN ('in_review', 'pending_approval'))
FROM billing_invoice invoice
JOIN matters_matter matter ON matter.id = invoice.matter_id
WHERE invoice.matter_id = ANY(%s) AND invoice.state <> 'rejected'
GROUP BY 1, 2, 3
"""
_LAST = """
SELECT wanted.id, last.id, last.number, last.invoice_date,
       last.billed_total - last.reduction_net - last.reduction_tax, last.currency, last.state
FROM unnest(%s::bigint[]) AS wanted(id)
CROSS JOIN LATERAL (
    SELECT * FROM billing_invoice WHERE matter_id = wanted.id ORDER BY received_at DESC, id DESC LIMIT 1
) last
"""


def spend_of(matter_ids: Collection[int]) -> Mapping[int, SpendOfMatter]:
    """Net of all invoices that are not rejected, in each matter's currency, and the newest one: two queries.

    An invoice in another currency comes in at its stored base amount and today's rate of the matter's
    currency, as in the budget rule; where that rate is missing, billed is None.
    """
    keys = list(matter_ids)
    billed = _billed(keys)
    last = {row[0]: _last_invoice(row) for row in _rows(_LAST, keys)}
    return {
        key: SpendOfMatter(*billed.get(key, (ZERO, 0)), last.get(key))
        for key in keys
        if key in billed or key in last
    }


def billed_on(matter_ids: Collection[int]) -> Mapping[int, Decimal | None]:
    """The net alone, as `spend_of` counts it, of those matters that were billed on: one query."""
    return {key: net for key, (net, _waiting) in _billed(list(matter_ids)).items()}


def in_matter_currency(invoice: Invoice) -> Decimal | None:
    """Net of one invoice as `spend_of` counts it, or None where the rate of its matter's currency is
    missing.
    """
    if invoice.currency == invoice.matter.currency:
        return invoice.net_amount
    base = round_money(invoice.net_amount * invoice.base_rate, settings.BASE_CURRENCY)
    return _from_base(base, invoice.matter.currency)


def phases(code_set: str) -> list[tuple[str, str]]:
    """Phases of a code set in the order of their codes, those that some task hangs on."""
    used = BillingCode.objects.filter(code_set=code_set).exclude(phase="").values("phase")
    return list(BillingCode.objects.filter(code__in=used).order_by("code").values_list("code", "label"))


def _billed(keys: list[int]) -> dict[int, tuple[Decimal | None, int]]:
    totals: dict[int, tuple[Decimal | None, int]] = {}
    for matter_id, wanted, currency, net, base, waiting in _rows(_BILLED, keys):
        amount = net if currency == wanted else _from_base(base, wanted)
        before, waiting_before = totals.get(matter_id, (ZERO, 0))
        known = before is not None and amount is not None
        totals[matter_id] = (before + amount if known else None, waiting_before + waiting)
    return totals


def _from_base(base: Decimal, currency: str) -> Decimal | None:
    if currency == settings.BASE_CURRENCY:
        return base
    try:
        return round_money(base / rate_on(currency, clock.today()).value, currency)
    except DomainError:
        return None


def _last_invoice(row: tuple) -> LastInvoice:
    _matter, key, number, date, amount, currency, state = row
    url = reverse("billing:invoice", args=[key])
    return LastInvoice(number, date, amount, currency, str(InvoiceState(state).label), url)


def _rows(sql: str, keys: list[int]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [keys])
        return cursor.fetchall()
