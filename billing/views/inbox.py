"""The approvals inbox."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from billing.selectors.approvals import MOST, awaiting, waiting_for
from billing.views.access import approves
from legalops.web import htmx

_ON_HOME = 5


@never_cache
@require_safe
@approves
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for this person's decision, with summary, budget and what stands out."""
    context = {"waiting": waiting_for(request.user), "most": MOST}
    return htmx.render_page(request, "billing/approvals.html", context, partials={"approval-list": "list"})


@require_safe
@approves
def approvals_panel(request: HttpRequest) -> HttpResponse:
    """The first few, for the home page."""
    context = {
        "waiting": waiting_for(request.user, limit=_ON_HOME),
        "total": awaiting(request.user).count(),
    }
    return htmx.render_fragment(request, "billing/approvals.html", "panel", context)
