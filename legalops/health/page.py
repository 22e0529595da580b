"""The administrators' page of health."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.health.checks import all_checks, looked_at


@require_safe
@requires(can.CONFIGURE)
def health_page(request: HttpRequest) -> HttpResponse:
    """Queues, mail, webhooks, ledger, storage, backups: small and honest."""
    context = {
        **admin.site.each_context(request),
        "title": _("Health"),
        "checks": all_checks(),
        "looked_at": looked_at(),
    }
    return TemplateResponse(request, "admin/health.html", context)
