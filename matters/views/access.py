"""How every view of a matter begins."""

from django.http import Http404, HttpRequest

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from matters.models import Matter
from matters.selectors.lists import matter_rows

reads = requires(can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED)
edits = requires(can.MATTERS_EDIT)
walls = requires(can.MATTERS_MANAGE_WALLS)


def matter_or_404(request: HttpRequest, number: str) -> Matter:
    """The matter, if it exists for this person. Absent and hidden look the same."""
    matter = matter_rows(request.user).filter(number=number).first()
    if matter is None:
        raise Http404
    return matter
