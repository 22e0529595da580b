"""Who is asking, in the portal."""

from typing import Any

from django.http import Http404, HttpRequest

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from vendors.models import Firm

viewer = requires(can.PORTAL_VIEW, can.PORTAL_SUBMIT)
submitter = requires(can.PORTAL_SUBMIT)


def firm_of(request: HttpRequest) -> Firm:
    """The firm of the person signed in; 404 for staff, for whom the portal does not exist."""
    firm = Firm.objects.visible_to(request.user).filter(memberships__user=request.user).first()
    if firm is None:
        raise Http404
    return firm


def or_404(found: Any) -> Any:
    """What was found, or absence."""
    if found is None:
        raise Http404
    return found
