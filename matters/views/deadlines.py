"""Deadlines over all matters: the list, the docket sheet, the radar."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.kernel import clock
from legalops.web import formats, htmx
from matters.deadline_lists.filters import DeadlineFilters, RadarFilters
from matters.deadline_lists.tables import DeadlineTable, RadarTable
from matters.selectors.deadlines import deadline_rows, docket, overdue, radar_rows
from matters.views.access import reads

_SPANS = {"1": 1, "7": 7, "31": 31}


@require_safe
@reads
def deadlines(request: HttpRequest) -> HttpResponseBase:
    """Key dates of every matter the person may see."""
    filters = DeadlineFilters(request, deadline_rows)
    table = DeadlineTable(request, filters.rows, filtered=filters.narrowed)
    if answer := table.answer():
        return answer
    context = {"filters": filters, "table": table}
    return htmx.render_page(
        request, "matters/deadlines.html", context, partials={"deadline-list": "list"}, outline=True
    )


@require_safe
@reads
def radar(request: HttpRequest) -> HttpResponseBase:
    """Open matters that nobody watches."""
    filters = RadarFilters(request, radar_rows)
    table = RadarTable(request, filters.rows, filtered=filters.narrowed)
    if answer := table.answer():
        return answer
    context = {"filters": filters, "table": table}
    return htmx.render_page(
        request, "matters/radar.html", context, partials={"radar-list": "list"}, outline=True
    )


@require_safe
@reads
def sheet(request: HttpRequest) -> HttpResponse:
    """The docket sheet of a day, a week or a month, for a desk or a wall."""
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = clock.today()
    span = request.GET.get("days", "1")
    own = request.GET.get("whose", "all") == "mine"
    context = {
        "on": on,
        "title": _("Docket sheet of %s") % formats.day(on),
        "span": span if span in _SPANS else "1",
        "own": own,
        "days": docket(request.user, on, _SPANS.get(span, 1), own=own),
        "overdue": overdue(request.user, min(on, clock.today()), own=own),
        "spans": [("1", _("One day")), ("7", _("A week")), ("31", _("A month"))],
        "today": clock.today(),
    }
    return render(request, "matters/docket.html", context)
