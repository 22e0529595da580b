"""Home of the portal: the drop zone, invoices by state, recent uploads."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from billing.models import Submission
from billing.selectors.portal import state_counts
from billing.selectors.submissions import file_views
from billing.views.portal.firm import firm_of, viewer
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.web import formats
from legalops.web.htmx import render_page

_RECENT = 8


@require_safe
@viewer
def home(request: HttpRequest) -> HttpResponse:
    """What the firm can do now and what became of what it sent."""
    firm = firm_of(request)
    recent = Submission.objects.visible_to(request.user).order_by("-uploaded_at", "-pk")[:_RECENT]
    context = {
        "firm": firm,
        "may_submit": has_capability(request.user, can.PORTAL_SUBMIT),
        "states": state_counts(request.user),
        "recent": file_views(recent, problems=0),
        "limit": formats.file_size(settings.INTAKE_MAX_FILE_BYTES),
    }
    return render_page(request, "billing/portal/home.html", context)
