"""The administrators' page of branding."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.branding import colours
from legalops.branding.forms import BrandingForm
from legalops.branding.models import Branding
from legalops.branding.selectors import branding
from legalops.branding.services import set_branding
from legalops.web.brand import current
from legalops.web.forms import refusals_beside_fields

_PRODUCTS = "#1d56a5"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(can.CONFIGURE)
def branding_page(request: HttpRequest) -> HttpResponse:
    """Show what is set, and set it."""
    row = branding()
    if request.method != "POST":
        return _page(request, row, BrandingForm(initial=_initial(row)))
    form = BrandingForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_beside_fields(form):
            set_branding(form.given(), version=form.cleaned_data["version"], actor=request.user)
    if form.errors:
        return _page(request, branding(), form, status=422)
    messages.success(request, _("The branding is kept. It shows on every page from now on."))
    return HttpResponseRedirect(reverse("branding_page"))


def _initial(row: Branding) -> dict[str, object]:
    names = ("version", "name", "accent", "welcome", "contact", "language", "notation")
    return {name: getattr(row, name) for name in names}


def _page(request: HttpRequest, row: Branding, form: BrandingForm, status: int = 200) -> HttpResponse:
    accent = colours.parse(row.accent or _PRODUCTS) or colours.BLACK
    context = {
        **admin.site.each_context(request),
        "title": _("Branding"),
        "form": form,
        "row": row,
        "brand": current(),
        "accent": row.accent or _PRODUCTS,
        "light": colours.light(accent),
        "dark": colours.dark(accent),
    }
    return TemplateResponse(request, "admin/branding.html", context, status=status)
