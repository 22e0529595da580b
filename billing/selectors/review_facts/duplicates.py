"""Earlier invoices of the firm that look like the same one under another spelling."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import polars as pl
from django.db.models import F

from billing.enums import InvoiceState
from billing.models import Invoice
from billing.policies import loose_number_key
from billing.selectors.review_facts.arrivals import entered
from vendors.models import Firm

_A_YEAR = timedelta(days=366)
_HEAD = ("pk", "number", "invoice_date", "matter_id", "period_start", "period_end")


class _Sent(NamedTuple):
    """An invoice as far as another may repeat it; `place` is its place in the order of arrival."""

    place: tuple[int, int]
    number: str
    day: date
    matter_id: int | None
    start: date
    end: date
    net: Decimal

    @property
    def label(self) -> str:
        return f"invoice {self.number} of {self.day.day} {self.day:%B %Y}"

    def looks(self) -> Iterator[tuple]:
        yield "number", loose_number_key(self.number), self.net
        if self.matter_id is not None and self.net:
            yield "period", self.day, self.matter_id, self.start, self.end, self.net


def with_duplicates(firm: Firm, invoices: pl.DataFrame) -> pl.DataFrame:
    """Adds duplicate_of: the label of an earlier invoice within a year, or null (domain/ledes.md §7 G01).

    The very same number is refused before review. What is looked for here is the same amount under a number
    that differs in punctuation only, or on the same matter for the same date and period. Rejected invoices
    do not count: sending those again is what a firm should do. Those that wait for mapping count once they
    are mapped.
    """
    own = _own(invoices)
    alike: dict[tuple, list[_Sent]] = defaultdict(list)
    for sent in sorted([*own, *_on_file(firm, invoices)]):
        for key in sent.looks():
            alike[key].append(sent)
    labels = [_first_before(sent, alike) for sent in own]
    return invoices.with_columns(pl.Series("duplicate_of", labels, pl.String))


def _first_before(sent: _Sent, alike: dict[tuple, list[_Sent]]) -> str | None:
    for key in sent.looks():
        for other in alike[key]:
            if other.place >= sent.place:
                break
            if abs(other.day - sent.day) <= _A_YEAR:
                return other.label
    return None


def _own(invoices: pl.DataFrame) -> list[_Sent]:
    """The invoices in question that have a date, in their order in the frame."""
    places = entered(invoices["invoice_id"])
    rows = zip(places["entered"], invoices.iter_rows(named=True), strict=True)
    return [
        _Sent(
            (when, row["invoice_id"]),
            row["invoice_number"],
            row["invoice_date"],
            row["matter_id"],
            row["period_start"],
            row["period_end"],
            row["net"],
        )
        for when, row in rows
    ]


def _on_file(firm: Firm, invoices: pl.DataFrame) -> list[_Sent]:
    """Others of the firm with the same amount of about the same time."""
    days = invoices["invoice_date"]
    if days.is_empty():
        return []
    net = F("billed_total") - F("billed_tax")
    rows = list(
        Invoice.objects.filter(
            firm=firm, invoice_date__range=(_day(days.min()) - _A_YEAR, _day(days.max()) + _A_YEAR)
        )
        .exclude(state__in=(InvoiceState.REJECTED, InvoiceState.UNMATCHED))
        .alias(net=net)
        .filter(net__in=invoices["net"].unique().to_list())
        .exclude(pk__in=invoices["invoice_id"].to_list())
        .values_list(*_HEAD, net)
    )
    if not rows:
        return []
    when = dict(entered(pl.Series([pk for pk, *_ in rows])).iter_rows())
    return [_Sent((when[pk], pk), *rest) for pk, *rest in rows]


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
