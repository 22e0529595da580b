"""The team's queue."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from legalops.requests.filters import QueueFilters
from legalops.requests.selectors.lists import request_rows
from legalops.requests.selectors.page import RequestPage
from legalops.requests.tables import QueueTable
from legalops.requests.views.access import handles, request_or_404
from legalops.requests.views.back import back_query
from legalops.web import htmx


@require_safe
@handles
def queue(request: HttpRequest) -> HttpResponseBase:
    """Requests to work on, the oldest first."""
    filters = QueueFilters(request, request_rows(request.user))
    if menu := filters.menu():
        return menu
    table = QueueTable(request, filters.qs, filtered=filters.narrowed)
    if answer := table.answer():
        return answer
    context = {"filters": filters, "table": table}
    return htmx.render_page(request, "requests/queue.html", context, partials={"request-list": "list"})


@require_safe
@handles
def unassigned(request: HttpRequest) -> HttpResponse:
    """The queue, narrowed to what nobody has."""
    return HttpResponseRedirect(f"{reverse('requests:queue')}?show=open&who=nobody")


@require_safe
@handles
def peek(request: HttpRequest, request_number: str) -> HttpResponse:
    """A request at a glance, with its next moves."""
    page = RequestPage(request_or_404(request, request_number), request.user)
    context = {"page": page, "one": page.request, "back": back_query(request)}
    return htmx.render_fragment(request, "requests/queue.html", "peek", context)
