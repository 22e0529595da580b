"""The link of a letter: signed in as whom it was sent to, one comes to the decision; it decides nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from legalops.approvals import links
from legalops.approvals.views.access import ask_or_404, staff
from legalops.web import htmx


@never_cache
@require_safe
@staff
def linked(request: HttpRequest, token: str) -> HttpResponse:
    """The request of the link. A link of somebody else, or to what one may not see, leads nowhere."""
    found = links.read(token)
    if found is None:
        return htmx.render_page(request, "approvals/link_expired.html", {}, status=410)
    ask, person = found
    if person != request.user.pk:
        raise Http404
    return redirect("approvals:request", pk=ask_or_404(request, ask).request_id)
