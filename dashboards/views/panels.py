"""What dashboards show on the pages of a matter and of a firm."""

from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dashboards.enums import Slice
from dashboards.filters import scope_of
from dashboards.metrics import Sums, periods
from dashboards.selectors import names, records
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.spend import spend_by, spend_by_value
from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.kernel import clock
from legalops.kernel.periods import Period
from legalops.web import htmx
from legalops.web.charts import Chart, Series
from legalops.web.readonly import reads_only
from matters.models import Matter
from vendors.models import Firm


@require_safe
@requires(can.INVOICES_VIEW)
@reads_only
def matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Spend of one matter by month and by phase, from its lines: whoever sees the matter and its invoices."""
    if not Matter.objects.visible_to(request.user).filter(pk=matter_id).exists():
        raise Http404
    rows, period = records.lines_of_matter(matter_id, request.user), _last_year()
    months, phases = records.by_month(rows, period), records.by_phase(rows)
    known = names.of_phases(phases)
    context = {
        "charts": [
            _months_chart("matter-spend-months", period, months),
            _chart(
                "matter-spend-phases",
                _("Spend by phase"),
                "hbar",
                _("Phase"),
                [known[code] for code in phases],
                list(phases.values()),
            ),
        ],
        "anything": bool(phases),
    }
    return htmx.render_fragment(request, "dashboards/panel.html", "charts", context)


@require_safe
@requires(can.DASHBOARDS_VIEW)
@reads_only
def firm(request: HttpRequest, firm_id: int) -> HttpResponse:
    """Spend with one firm by month and by matter type, from the rollups."""
    if not Firm.objects.visible_to(request.user).filter(pk=firm_id).exists():
        raise Http404
    period, scope = _last_year(), scope_of(request)
    query = SpendQuery(period, firms=(firm_id,))
    months: dict = {}
    for (month, _value), sums in spend_by(Slice.FIRM, query, scope).items():
        months[month] = months.get(month, Sums()) + sums
    types = spend_by_value(Slice.MATTER_TYPE, query, scope)
    known = names.of_values(Slice.MATTER_TYPE, types)
    context = {
        "charts": [
            _months_chart("firm-spend-months", period, {month: sums.net for month, sums in months.items()}),
            _chart(
                "firm-spend-types",
                _("Spend by matter type"),
                "hbar",
                _("Matter type"),
                [known[value] for value in types],
                [sums.net for sums in types.values()],
            ),
        ],
        "anything": bool(types),
    }
    return htmx.render_fragment(request, "dashboards/panel.html", "charts", context)


def _last_year() -> Period:
    return periods.preset("last_12", clock.today(), settings.FISCAL_YEAR_START_MONTH)


def _months_chart(identifier: str, period: Period, by_month: dict) -> Chart:
    shown = periods.months(period)
    values = [by_month.get(month, Decimal(0)) for month in shown]
    labels = [names.month_in_words(month) for month in shown]
    return _chart(identifier, _("Spend by month"), "bar", _("Month"), labels, values)


def _chart(identifier: str, title: str, kind, label: str, categories: list[str], values: list) -> Chart:
    series = [Series(_("Spend"), values)]
    return Chart(
        identifier, title, kind, categories, series, label, settings.BASE_CURRENCY, places=2, size="short"
    )
