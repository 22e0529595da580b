"""Looking at the pages as another person: begin and stop."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.access.services import second_factor_required
from legalops.governance.forms import ViewAsForm
from legalops.governance.middleware import SESSION_KEY
from legalops.governance.services.view_as import begin
from legalops.signin.second_factor import shown_lately
from legalops.web import formats, htmx, toasts
from legalops.web.form_page import Done, FormPage, answer


@requires(can.PEOPLE_VIEW_AS)
def begin_(request: HttpRequest) -> HttpResponse:
    """Choose whom to look as. Whose role requires a second factor shows it anew."""
    if second_factor_required(request.user) and not shown_lately(request):
        to = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('mfa_reauthenticate')}?{to}")
    form = ViewAsForm(request.POST or None, initial={"person": request.GET.get("person", "")})
    intro = _(
        "You see the pages as this person sees them, and nothing that you may not see yourself: walls and "
        "roles of both hold. You can only look. That you did, why and how long stands in the ledger."
    )
    page = FormPage(_("View as another person"), _("View"), reverse("home"), intro=intro)

    def act(data: Mapping[str, Any]) -> Done:
        viewing = begin(**data, actor=request.user)
        request.session[SESSION_KEY] = viewing.pk
        words = {"person": viewing.person, "until": formats.instant(viewing.until)}
        return Done(reverse("home"), _("You look as %(person)s until %(until)s.") % words)

    return answer(request, form, page, act)


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Be oneself again; the middleware has ended the look."""
    if request.session.pop(SESSION_KEY, None) is not None:
        toasts.toast(request, _("You look as yourself again."))
    return htmx.hx_redirect(request, reverse("home"))
