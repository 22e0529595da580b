"""The executive page, also on a phone, and the same numbers on the home page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dashboards.filters import SpendFilters, scope_of
from dashboards.metrics import periods
from dashboards.selectors import names
from dashboards.selectors.overview import Move
from dashboards.selectors.overview import overview as overview_of
from dashboards.views import words
from dashboards.views.frame import frame, reads
from dashboards.views.links import Links, of_value
from legalops.kernel import clock
from legalops.kernel.periods import Period
from legalops.web import formats, htmx


@require_safe
@reads
def overview(request: HttpRequest) -> HttpResponse:
    """Five numbers, what changed, one page. It knows no filters: an address that has some is of spend."""
    links = Links(request)
    if links.limited:
        return redirect(links.spend())
    return htmx.render_page(
        request, "dashboards/overview.html", _context(request), partials={"dash-live": "live"}
    )


@require_safe
@reads
def panel(request: HttpRequest) -> HttpResponse:
    """The five numbers, for the home page."""
    return htmx.render_fragment(request, "dashboards/overview.html", "panel", _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    filters = SpendFilters(request)
    shown = overview_of(_fiscal_year(), scope_of(request))
    links = Links(request)
    return frame(request, "overview", filters) | {
        "overview": shown,
        "trend": words.against_last_year(shown.months),
        "waiting_trend": words.since_a_week_ago(shown.waiting),
        "compared": names.months_in_words(shown.compared) if shown.compared else "",
        "moves": [_move(move, shown.compared, links) for move in shown.moves],
        "lines_url": links.lines(),
        "savings_url": links.savings(),
        "month_url": links.lines(period="month"),
        "spend_url": links.spend(),
    }


def _fiscal_year() -> Period:
    return periods.preset(periods.DEFAULT_PRESET, clock.today(), settings.FISCAL_YEAR_START_MONTH)


def _move(move: Move, compared: Period, links: Links) -> dict[str, Any]:
    months = {"from": f"{compared.start:%Y-%m}", "to": f"{compared.last_day:%Y-%m}"}
    sign = "+" if move.difference > 0 else formats.MINUS
    amount = formats.amount(abs(move.difference), settings.BASE_CURRENCY, whole=True)
    return {
        "name": move.name,
        "kind": move.dimension.label,
        "up": move.difference > 0,
        "difference": f"{settings.BASE_CURRENCY} {sign}{amount}",
        "percent": _("new") if move.percent is None else words.signed_percent(move.percent),
        "now": move.now,
        "before": move.before,
        "url": links.spend(**months, **of_value(move.dimension, move.value)),
    }
