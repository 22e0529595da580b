"""The table of a dimension as a file: the page's rows and figures, without the row that sums them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from dashboards.enums import SAVINGS_SLICES, Slice
from dashboards.metrics import Sums
from dashboards.selectors.board import Part
from legalops.web.exports import Sheet, record_export, respond_csv


def by_sheet(request: HttpRequest, dimension: Slice, parts: Sequence[Part]) -> HttpResponseBase:
    """CSV of every value of the dimension; kept in the ledger as an export."""
    name = f"dashboards-by-{dimension.value}"
    record_export(request, name, "csv", rows=str(len(parts)))
    saved = dimension in SAVINGS_SLICES
    figures = _savings if saved else _spend
    rows = ([part.name, *figures(part.sums)] for part in parts)
    return respond_csv(name, Sheet([str(dimension.label), *_head(saved)], rows))


def _head(saved: bool) -> list[str]:
    billed, savings, spend = (
        f"{each} ({settings.BASE_CURRENCY})" for each in (_("Billed"), _("Savings"), _("Spend"))
    )
    if saved:
        return [savings, _("Lines")]
    return [billed, savings, _("Savings rate, per cent"), spend, _("Hours"), _("Lines")]


def _savings(sums: Sums) -> list[Any]:
    return [sums.reduction, sums.lines]


def _spend(sums: Sums) -> list[Any]:
    return [sums.billed, sums.reduction, sums.savings_rate, sums.net, sums.hours, sums.lines]
