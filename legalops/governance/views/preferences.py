"""How a person wants to read the product: on which clock."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from legalops.accounts.services import choose_zone
from legalops.governance.forms import PreferencesForm
from legalops.web import htmx, nav, toasts
from legalops.web.forms import refusals_beside_fields

TEMPLATE = "governance/preferences.html"


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Everyone's own page."""
    form = PreferencesForm(
        request.POST or None, initial={"zone": request.user.time_zone or PreferencesForm.DEPARTMENT}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_beside_fields(form):
            choose_zone(request.user, form.cleaned_data["zone"], actor=request.user)
        if not form.errors:
            toasts.toast(request, _("Clock times are now shown in %s.") % request.user.zone)
            return htmx.hx_redirect(request, reverse("governance:preferences"))
    context = {"form": form, "base": "portal_base.html" if nav.is_firm_user(request.user) else "base.html"}
    return htmx.render_page(request, TEMPLATE, context, status=422 if form.errors else 200)
