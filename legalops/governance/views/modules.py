"""The administrators' page of modules."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.access.modules import module
from legalops.access.switching import switch_off, switch_on
from legalops.governance.selectors.modules import module_rows
from legalops.kernel.errors import DomainError


@require_safe
@requires(can.CONFIGURE)
def modules_page(request: HttpRequest) -> HttpResponse:
    """Each module, whether it is on, and how many people it concerns."""
    context = {
        **admin.site.each_context(request),
        "title": _("Modules"),
        "modules": module_rows(),
    }
    return TemplateResponse(request, "admin/modules.html", context)


@require_POST
@requires(can.CONFIGURE)
def switch_module(request: HttpRequest, code: str) -> HttpResponse:
    """Switch one off or on, as the button said; pressed twice is pressed once."""
    off, reason = request.POST.get("to") == "off", request.POST.get("reason", "").strip()[:2000]
    try:
        (switch_off if off else switch_on)(code, reason=reason, actor=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        said = _("%s is off.") if off else _("%s is on.")
        found = module(code)
        messages.success(request, said % (found.label if found else code))
    return HttpResponseRedirect(reverse("modules_page"))
