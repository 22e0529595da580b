"""How every view of a request begins."""

from django.http import Http404, HttpRequest

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.requests.models import Request
from legalops.requests.selectors.lists import request_rows

makes = requires(can.REQUESTS_MAKE)
works = requires(can.REQUESTS_WORK)
handles = requires(can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL)
reads = requires(can.REQUESTS_MAKE, can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL)


def request_or_404(request: HttpRequest, number: str) -> Request:
    """The request, if it exists for this person. Absent and hidden look the same."""
    found = request_rows(request.user).filter(number=number).first()
    if found is None:
        raise Http404
    return found
