"""Earlier invoices of the firm that look like the same one under another spelling."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
from django.db.models import F

from billing.models import Invoice
from billing.policies import loose_number_key
from vendors.models import Firm

_A_YEAR = timedelta(days=366)


def with_duplicates(firm: Firm, invoices: pl.DataFrame) -> pl.DataFrame:
    """Adds duplicate_of: the label of an earlier invoice within a year, or null (domain/ledes.md §7 G01).

    The very same number is refused before review. What is looked for here is the same amount under a number
    that differs in punctuation only, or on the same matter for the same date and period. Rejected invoices
    do not count: sending those again is what a firm should do.
    """
    earlier = _earlier(firm, invoices)
    if not earlier:
        return invoices.with_columns(duplicate_of=pl.lit(None, pl.String))
    labels = [_label(row, earlier) for row in invoices.iter_rows(named=True)]
    return invoices.with_columns(pl.Series("duplicate_of", labels, pl.String))


def _earlier(firm: Firm, invoices: pl.DataFrame) -> dict[tuple, str]:
    dates = invoices["invoice_date"].drop_nulls()
    if dates.is_empty():
        return {}
    rows = (
        Invoice.objects.filter(
            firm=firm, invoice_date__range=(_day(dates.min()) - _A_YEAR, _day(dates.max()) + _A_YEAR)
        )
        .exclude(state="rejected")
        .alias(net=F("billed_total") - F("billed_tax"))
        .filter(net__in=invoices["net"].unique().to_list())
        .exclude(pk__in=invoices["invoice_id"].to_list())
        .order_by("-received_at", "-pk")
        .values_list(
            "number", "invoice_date", "matter_id", "period_start", "period_end", "billed_total", "billed_tax"
        )
    )
    found: dict[tuple, str] = {}
    for number, day, matter_id, start, end, total, tax in rows.iterator(chunk_size=5_000):
        label = f"invoice {number} of {day.day} {day:%B %Y}"
        for key in _keys(number, day, matter_id, start, end, total - tax):
            found[key] = label
    return found


def _label(row: dict, earlier: dict[tuple, str]) -> str | None:
    keys = _keys(
        row["invoice_number"],
        row["invoice_date"],
        row["matter_id"],
        row["period_start"],
        row["period_end"],
        row["net"],
    )
    return next((earlier[key] for key in keys if key in earlier), None)


def _keys(number: str, day: date, matter_id: int | None, start: date, end: date, net: Decimal) -> list[tuple]:
    keys: list[tuple] = [("number", loose_number_key(number), net)]
    if matter_id is not None and net:
        keys.append(("period", day, matter_id, start, end, net))
    return keys


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
