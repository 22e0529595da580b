"""The rows that a number is made of."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from dashboards.filters import SavingsFilters, SpendFilters, WaitingFilters, scope_of
from dashboards.selectors.rows import RowSum, savings_rows, spend_lines, sum_of_lines, sum_of_savings
from dashboards.selectors.waiting import waiting_rows, waiting_sum
from dashboards.tables import LineTable, SavingsTable, WaitingTable
from dashboards.views import words
from dashboards.views.frame import frame, reads
from dashboards.views.links import Links
from dashboards.views.live import render_live
from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.kernel import clock
from legalops.web import htmx
from legalops.web.tables import CappedCount, Table


@require_safe
@requires(can.INVOICES_VIEW)
@reads
def lines(request: HttpRequest) -> HttpResponseBase:
    """Approved lines; what they sum to stands above them."""
    filters = SpendFilters(request)
    rows = spend_lines(filters.query, request.user).select_related("invoice", "firm", "matter__matter_type")
    table = LineTable(request, rows, filtered=filters.narrowed)
    if export := table.export():
        return export
    context = frame(request, "spend", filters) | {
        "table": table,
        "sums": _counted(table, sum_of_lines(filters.query, scope_of(request))),
        "spend_url": Links(request).spend(),
    }
    return htmx.render_page(request, "dashboards/lines.html", context, partials={"lines": "rows"})


@require_safe
@requires(can.INVOICES_VIEW)
@reads
def savings(request: HttpRequest) -> HttpResponseBase:
    """Reductions on approved lines: why, by which rule, and by whom."""
    filters = SavingsFilters(request)
    related = ("invoice", "line__firm", "line__matter", "reason", "finding", "actor")
    rows = savings_rows(filters.query, request.user).select_related(*related)
    table = SavingsTable(request, rows, filtered=filters.narrowed)
    if export := table.export():
        return export
    context = frame(request, "spend", filters) | {
        "table": table,
        "sums": _counted(table, sum_of_savings(filters.query, scope_of(request))),
        "spend_url": Links(request).spend(),
    }
    return htmx.render_page(request, "dashboards/savings.html", context, partials={"savings": "rows"})


@require_safe
@requires(can.INVOICES_VIEW)
@reads
def waiting(request: HttpRequest) -> HttpResponseBase:
    """Invoices received and not decided, as they stand now."""
    filters = WaitingFilters(request, waiting_rows(request.user))
    rows = filters.qs
    table = WaitingTable(
        request, rows.select_related("firm", "matter__matter_type"), filtered=filters.narrowed
    )
    if export := table.export():
        return export
    context = frame(request, "waiting") | {
        "filters": filters,
        "table": table,
        "waiting": waiting_sum(rows),
        "read_at": words.clock_time(clock.now()),
    }
    return render_live(request, "dashboards/waiting.html", context, part="waiting")


def _counted(table: Table, sums: RowSum) -> RowSum:
    """Where the rows were added up, the table need not count them once more, and only up to its cap."""
    if sums.rows is not None:
        table.count = CappedCount(sums.rows.lines)
    return sums
