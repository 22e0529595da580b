"""The charts of the spend page: numbers link to their lines, bars to the same page narrowed down."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.enums import SAVINGS_SLICES, Slice
from dashboards.metrics import Sums, periods, total
from dashboards.selectors import names
from dashboards.selectors.board import Months, Part
from dashboards.views.links import Links, of_month, of_value
from legalops.kernel.periods import add_months, month_start
from legalops.web.charts import Chart, Series

_TITLES = {
    Slice.MATTER_TYPE: gettext_lazy("Spend by matter type"),
    Slice.FIRM: gettext_lazy("Spend by firm"),
    Slice.PHASE: gettext_lazy("Spend by phase"),
    Slice.REASON: gettext_lazy("Savings by reason"),
    Slice.RULE: gettext_lazy("Savings by rule"),
}
MOST_BARS = 10
FEW_BARS = 2


def spend_by_month(months: Months, links: Links) -> Chart:
    """Bars by month; over a year or less, the same month of the year before beside them."""
    shown = periods.months(months.period)
    before = [add_months(month, -12) for month in shown]
    return Chart(
        "spend-by-month",
        _("Spend by month"),
        "bar",
        [names.month_in_words(month) for month in shown],
        [
            *([_bars(_("A year earlier"), months, before, links, muted=True)] if months.comparable else []),
            _bars(_("Spend"), months, shown, links),
        ],
        category_label=_("Month"),
        category_hrefs=[links.spend(**of_month(month)) for month in shown],
        **_money(),
    )


def _bars(name: str, months: Months, shown: list[date], links: Links, *, muted: bool = False) -> Series:
    values = [_net(months, month) for month in shown]
    return Series(name, values, [links.lines(**of_month(month)) for month in shown], muted=muted)


def savings_by_month(months: Months, links: Links) -> Chart:
    """What review took off, by month."""
    shown = periods.months(months.period)
    values = [None if month > month_start(months.today) else _reduction(months, month) for month in shown]
    return Chart(
        "savings-by-month",
        _("Savings by month"),
        "bar",
        [names.month_in_words(month) for month in shown],
        [Series(_("Savings"), values, [links.savings(**of_month(month)) for month in shown])],
        category_label=_("Month"),
        category_hrefs=[links.spend(**of_month(month)) for month in shown],
        **_money(),
    )


def by_dimension(dimension: Slice, parts: Sequence[Part], links: Links) -> Chart:
    """The largest values as bars, the others summed up and one click away."""
    saved = dimension in SAVINGS_SLICES
    shown, rest = parts[:MOST_BARS], parts[MOST_BARS:]
    values = [_value(part.sums, saved) for part in shown]
    rows, page = (links.savings, links.savings) if saved else (links.lines, links.spend)
    hrefs = [rows(**of_value(dimension, part.value)) for part in shown]
    narrowed = [page(**of_value(dimension, part.value)) for part in shown]
    labels = [part.name for part in shown]
    if rest:
        labels.append(_("%d others") % len(rest))
        values.append(_value(total(part.sums for part in rest), saved))
        hrefs.append(links.by(dimension))
        narrowed.append(links.by(dimension))
    return Chart(
        f"by-{dimension.value}",
        str(_TITLES[dimension]),
        "hbar",
        labels,
        [Series(_("Savings") if saved else _("Spend"), values, hrefs)],
        category_label=str(dimension.label),
        category_hrefs=narrowed,
        size="" if len(labels) > FEW_BARS else "short",
        **_money(),
    )


def _value(sums: Sums, saved: bool) -> Decimal:
    return sums.reduction if saved else sums.net


def _net(months: Months, month: date) -> Decimal | None:
    if month > month_start(months.today):
        return None
    sums = months.of(month)
    return sums.net if sums else Decimal(0)


def _reduction(months: Months, month: date) -> Decimal:
    sums = months.of(month)
    return sums.reduction if sums else Decimal(0)


def _money() -> dict[str, Any]:
    return {"unit": settings.BASE_CURRENCY, "places": 2}
