"""A metric as a table of plain values: what commands and, later, the API answer."""

from typing import Any

from billing.models import Invoice
from dashboards.enums import Slice
from dashboards.metrics import INVOICES_WAITING, SAVINGS_RATE, SPEND, Sums, total
from dashboards.selectors import names
from dashboards.selectors.board import parts_of
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope, WholeDepartment
from dashboards.selectors.spend import spend_by_month
from dashboards.selectors.waiting import waiting_rows, waiting_sum

DIMENSIONS = ("month", *Slice.values)
Row = dict[str, Any]


def tabulate(metric: str, query: SpendQuery, scope: Scope, by: str | None = None) -> list[Row]:
    """Rows with `key`, `name` and the metric's values; one row "total" without a dimension.

    Money is in base currency without tax. Raises ValueError for a dimension the metric does not have.
    """
    if metric == INVOICES_WAITING.id:
        if by:
            raise ValueError("Invoices waiting are a stock: it is shown as it is now, without a dimension.")
        return [_waiting(scope)]
    if by in (Slice.REASON, Slice.RULE) and metric == SPEND.id:
        raise ValueError(f"Spend has no {by}: only a reduction has one. Ask for savings.")
    return [
        {"key": key, "name": name} | _values(metric, sums) for key, name, sums in _parts(query, scope, by)
    ]


def _parts(query: SpendQuery, scope: Scope, by: str | None) -> list[tuple[str, str, Sums]]:
    if by == "month" or by is None:
        months = spend_by_month(query, scope)
        if by is None:
            return [("total", "Total", total(months.values()))]
        return [(f"{month:%Y-%m}", names.month_in_words(month), sums) for month, sums in months.items()]
    return [(part.value, part.name, part.sums) for part in parts_of(Slice(by), query, scope)]


def _values(metric: str, sums: Sums) -> Row:
    if metric == SPEND.id:
        return {"spend": sums.net, "billed": sums.billed, "reduction": sums.reduction, "lines": sums.lines}
    values: Row = {"reduction": sums.reduction, "lines": sums.lines}
    if metric == SAVINGS_RATE.id:
        values |= {"billed": sums.billed, "rate_percent": sums.savings_rate}
    return values


def _waiting(scope: Scope) -> Row:
    whole = isinstance(scope, WholeDepartment)
    rows = Invoice.objects.all().waiting() if whole else waiting_rows(scope.user)
    found = waiting_sum(rows)
    return {"key": "total", "name": "Total", "count": found.count, "amount": found.amount}
