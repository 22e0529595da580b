"""What stood on a matter before an invoice came to it, the same however the invoices arrived.

Invoices count in the order in which they came into review, those of one file in the order of the file: the
second of two sees the first, whether both came in one file or in two, and when the rules run over them again.
Rejected ones do not count, nor do those that wait for mapping: they count once they are mapped.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

import polars as pl
from django.conf import settings

from billing.selectors.frames import array, frame_of
from legalops.fx.services import rate_on
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.kernel.money import round_money

AMOUNT = pl.Decimal(18, 4)
Sums: TypeAlias = dict[str, tuple[Decimal, Decimal]]
"""By currency, what was billed in it: net of tax and reductions, and the same in base currency."""
SpentBefore: TypeAlias = Callable[[pl.DataFrame], dict[int, Sums]]
"""From invoices to what stood on their matters before each, by invoice_id."""

_ON_FILE = """
SELECT matter_id, currency, sum(billed_total - billed_tax - reduction_net),
       sum(round((billed_total - billed_tax - reduction_net) * base_rate, 2))
FROM billing_invoice
WHERE matter_id = ANY(%(matters)s::bigint[]) AND state NOT IN ('rejected', 'unmatched')
GROUP BY matter_id, currency
"""
_EARLIER = """
WITH known AS MATERIALIZED (
    SELECT invoice.id, invoice.matter_id, invoice.currency, amount.net,
           round(amount.net * invoice.base_rate, 2) AS base,
           coalesce(entered.at, invoice.received_at) AS since
    FROM billing_invoice invoice
    CROSS JOIN LATERAL (SELECT billed_total - billed_tax - reduction_net AS net) amount
    LEFT JOIN LATERAL (
        SELECT min(occurred_at) AS at FROM billing_invoicetransition
        WHERE invoice_id = invoice.id AND to_state = 'in_review'
    ) entered ON true
    WHERE invoice.matter_id = ANY(%(matters)s::bigint[])
      AND (invoice.state NOT IN ('rejected', 'unmatched') OR invoice.id = ANY(%(ids)s::bigint[]))
)
SELECT own.id, earlier.currency, sum(earlier.net), sum(earlier.base)
FROM known own
JOIN known earlier ON earlier.matter_id = own.matter_id
    AND (earlier.since, earlier.id) < (own.since, own.id)
WHERE own.id = ANY(%(ids)s::bigint[])
GROUP BY own.id, earlier.currency
"""
_AMOUNTS = {"currency": pl.String, "net": AMOUNT, "base": AMOUNT}


def before_drafts(invoices: pl.DataFrame) -> dict[int, Sums]:
    """Before invoices that are to be stored, in the order of their ids: all on file, and each other.

    `invoices`: invoice_id, matter_id, currency, net, base_net.
    """
    wanted = {"matters": array(invoices["matter_id"].unique())}
    standing: dict[int, Sums] = {}
    for matter_id, *amounts in frame_of(_ON_FILE, wanted, {"matter_id": pl.Int64} | _AMOUNTS).iter_rows():
        _add(standing.setdefault(matter_id, {}), *amounts)
    found = {}
    drafts = invoices.sort("invoice_id").select("invoice_id", "matter_id", "currency", "net", "base_net")
    for invoice_id, matter_id, *amounts in drafts.filter(pl.col("matter_id").is_not_null()).iter_rows():
        sums = standing.setdefault(matter_id, {})
        found[invoice_id] = dict(sums)
        _add(sums, *amounts)
    return found


def before_stored(invoices: pl.DataFrame) -> dict[int, Sums]:
    """Before invoices that are stored: what came into review earlier. `invoices`: invoice_id, matter_id."""
    wanted = {"matters": array(invoices["matter_id"].unique()), "ids": array(invoices["invoice_id"])}
    found: dict[int, Sums] = {}
    for invoice_id, *amounts in frame_of(_EARLIER, wanted, {"invoice_id": pl.Int64} | _AMOUNTS).iter_rows():
        _add(found.setdefault(invoice_id, {}), *amounts)
    return found


def sum_in(currency: str, sums: Sums) -> Decimal | None:
    """All of it in one currency, at today's rates where it was billed in another; None without a rate."""
    total = Decimal(0)
    for other, (net, base) in sums.items():
        amount = net if other == currency else converted(base, settings.BASE_CURRENCY, currency)
        if amount is None:
            return None
        total += amount
    return total


def converted(amount: Decimal | None, source: str, target: str) -> Decimal | None:
    """The amount at today's rates; None where a rate is missing, which leaves the budget rule silent."""
    if amount is None or source == target:
        return amount
    today = clock.today()
    try:
        return round_money(amount * rate_on(source, today).value / rate_on(target, today).value, target)
    except DomainError:
        return None


def _add(sums: Sums, currency: str, net: Decimal, base: Decimal | None) -> None:
    before = sums.get(currency, (Decimal(0), Decimal(0)))
    sums[currency] = (before[0] + net, before[1] + (base or Decimal(0)))
