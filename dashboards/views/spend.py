"""The spend page: what was approved, by month, matter type, firm and phase; one fixed number of queries."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dashboards.enums import SAVINGS_SLICES, Slice
from dashboards.filters import SavingsFilters, SpendFilters, scope_of
from dashboards.metrics import total
from dashboards.selectors import names
from dashboards.selectors.board import Part, board, parts_of
from dashboards.views import charts, words
from dashboards.views.by_sheet import by_sheet
from dashboards.views.frame import frame, reads
from dashboards.views.links import Links, of_value
from dashboards.views.live import render_live
from legalops.web import htmx


@require_safe
@reads
def spend(request: HttpRequest) -> HttpResponse:
    """Tiles and charts; a filter swaps all of them, since all of them change."""
    filters, links = SpendFilters(request), Links(request)
    numbers = board(filters.query, scope_of(request))
    context = frame(request, "spend", filters) | {
        "board": numbers,
        "months_shown": names.months_in_words(filters.query.period),
        "trend": words.against_last_year(numbers.months),
        "waiting_trend": words.since_a_week_ago(numbers.waiting),
        "links": _links(links),
        "month_chart": charts.spend_by_month(numbers.months, links),
        "part_charts": [charts.by_dimension(one, parts, links) for one, parts in numbers.parts.items()],
        "savings_charts": [charts.by_dimension(one, parts, links) for one, parts in numbers.savings.items()],
        "savings_chart": charts.savings_by_month(numbers.months, links),
    }
    return render_live(request, "dashboards/spend.html", context, part="spend")


@require_safe
@reads
def by_dimension(request: HttpRequest, dimension: str) -> HttpResponseBase:
    """Every value of one dimension in a table whose last row is the sum of the others."""
    if dimension not in Slice.values:
        raise Http404
    chosen, links = Slice(dimension), Links(request)
    saved = chosen in SAVINGS_SLICES
    filters = SavingsFilters(request) if saved else SpendFilters(request)
    parts = parts_of(chosen, filters.query, scope_of(request))
    if request.GET.get("export") == "csv":
        return by_sheet(request, chosen, parts)
    everything = {"name": _("All"), "sums": total(part.sums for part in parts), "all": True}
    context = frame(request, "spend", filters) | {
        "dimension": chosen,
        "saved": saved,
        "rows": [*(_row(chosen, part, links) for part in parts), everything | _rows_of(links)]
        if parts
        else [],
        "links": _links(links),
        "csv_url": links.by(chosen, export="csv"),
        "title": (_("Savings by %s") if saved else _("Spend by %s")) % str(chosen.label).lower(),
    }
    return htmx.render_page(request, "dashboards/by.html", context, partials={"spend": "board"})


def _links(links: Links) -> dict[str, Any]:
    return _rows_of(links) | {
        "month": links.lines(period="month", **{"from": None, "to": None}),
        "waiting": links.waiting(),
        "by": [(dimension.label, links.by(dimension)) for dimension in Slice],
    }


def _row(dimension: Slice, part: Part, links: Links) -> dict[str, Any]:
    narrowed = of_value(dimension, part.value)
    page = links.savings if dimension in SAVINGS_SLICES else links.spend
    return {"name": part.name, "sums": part.sums, "page": page(**narrowed)} | _rows_of(links, **narrowed)


def _rows_of(links: Links, **narrowed: Any) -> dict[str, str]:
    without_reasons = {name: value for name, value in narrowed.items() if name not in ("reason", "rule")}
    return {"lines": links.lines(**without_reasons), "savings": links.savings(**narrowed)}
