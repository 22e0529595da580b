"""How a person wants to read the product: in which language, how written, on which clock."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from legalops.accounts.models import User
from legalops.accounts.services import choose_language, choose_notation, choose_zone
from legalops.governance.preferences_form import PreferencesForm
from legalops.web import htmx, nav, reading, toasts
from legalops.web.forms import refusals_beside_fields

_CHOOSE = {"language": choose_language, "notation": choose_notation, "zone": choose_zone}
TEMPLATE = "governance/preferences.html"


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Everyone's own page."""
    person = request.user
    form = PreferencesForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        zone = person.zone
        with refusals_beside_fields(form):
            _choose(person, form)
        if not form.errors:
            with reading.reading_as(person):
                toasts.toast(request, _told(person, zone))
            return htmx.hx_redirect(request, reverse("governance:preferences"))
    context = {"form": form, "base": "portal_base.html" if nav.is_firm_user(person) else "base.html"}
    return htmx.render_page(request, TEMPLATE, context, status=422 if form.errors else 200)


@transaction.atomic
def _choose(person: User, form: PreferencesForm) -> None:
    """All of it or nothing."""
    for name, value in form.chosen().items():
        _CHOOSE[name](person, value, actor=person)


def _told(person: User, zone_before: str) -> str:
    if person.zone != zone_before:
        return _("Clock times are now shown in %s.") % person.zone
    return _("Your preferences are kept.")
