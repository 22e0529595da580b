"""Amounts that their currency cannot pay: half a yen is refused, never rounded.

Files that name their currency are told by the LEDES check (V102). This is for LEDES 1998B, which bills in the
currency on file for the firm.
"""

from typing import NamedTuple

import polars as pl
from django.utils.translation import gettext as _

from billing.ledes.minor_units import step
from billing.ledes.values import amount_text
from billing.services.drafts import Draft
from legalops.kernel.money import exponent


class Uneven(NamedTuple):
    """An amount with more decimals than its currency has, and where the file states it."""

    line: int
    field: str
    value: str
    currency: str


def uneven_amounts(draft: Draft) -> list[Uneven]:
    """The totals of a draft's invoices and lines that their currency cannot pay, in file order."""
    steps = {code: least for code in draft.invoices["currency"].unique() if (least := step(code)) > 1}
    if not steps:
        return []
    billed = draft.invoices.filter(pl.col("currency").is_in(list(steps)))
    lines = draft.lines.select("invoice_key", "source_line", "total").join(
        billed.select("invoice_key", "currency", "invoice_total"), on="invoice_key"
    )
    first = lines.group_by("invoice_key").agg(
        pl.col("source_line").min(), pl.col("currency").first(), total=pl.col("invoice_total").first()
    )
    found = [
        *_uneven(first, "INVOICE_TOTAL", steps),
        *_uneven(lines.drop("invoice_total"), "LINE_ITEM_TOTAL", steps),
    ]
    return sorted(found, key=lambda each: each.line)


def _uneven(rows: pl.DataFrame, field: str, steps: dict[str, int]) -> list[Uneven]:
    least = pl.col("currency").replace_strict(steps, return_dtype=pl.Int64)
    amounts = rows.with_columns(amount=pl.col("total").to_physical().fill_null(0))
    return [
        Uneven(line, field, amount_text(amount), currency)
        for line, amount, currency in amounts.filter(pl.col("amount") % least != 0)
        .select("source_line", "amount", "currency")
        .iter_rows()
    ]


def told(each: Uneven) -> tuple[str, str]:
    """What is wrong, and how to mend it."""
    places = exponent(each.currency)
    facts = {"field": each.field, "value": each.value, "currency": each.currency, "places": places}
    if places:
        return (
            _("%(field)s is %(value)s, but %(currency)s has only %(places)d decimals.") % facts,
            _(
                "Write at most %(places)d decimals. Balance rounding in LINE_ITEM_ADJUSTMENT_AMOUNT. "
                "If your firm bills in another currency, ask the legal department to correct it."
            )
            % facts,
        )
    return (
        _("%(field)s is %(value)s, but %(currency)s has no decimals.") % facts,
        _(
            "Write a whole number of %(currency)s. Balance rounding in LINE_ITEM_ADJUSTMENT_AMOUNT. "
            "If your firm bills in another currency, ask the legal department to correct it."
        )
        % facts,
    )
