"""Accounts of other systems, kept by administrators."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.api.forms import ServiceAccountForm
from legalops.api.models import ApiToken
from legalops.api.services import make_service_account, service_accounts
from legalops.api.views.tokens import issued_for
from legalops.kernel import clock
from legalops.web.form_page import Done, FormPage, answer

configures = requires(can.CONFIGURE)


@require_safe
@configures
def services(request: HttpRequest) -> HttpResponse:
    """Every service account with its roles and tokens."""
    seen = Prefetch("api_tokens", ApiToken.objects.visible_to(request.user))
    accounts = service_accounts().prefetch_related("role_assignments__role", seen).order_by("full_name")
    return render(request, "api/services.html", {"accounts": accounts, "now": clock.now()})


@require_http_methods(["GET", "HEAD", "POST"])
@configures
def add(request: HttpRequest) -> HttpResponse:
    """A new service account."""
    back = reverse("tokens:services")
    page = FormPage(_("Add a service account"), _("Add account"), back)

    def act(data: Mapping[str, Any]) -> Done:
        account = make_service_account(**data, actor=request.user)
        return Done(back, _("%s is added. Issue a token for it.") % account)

    return answer(request, ServiceAccountForm(request.POST or None), page, act)


@require_http_methods(["GET", "HEAD", "POST"])
@configures
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """A token for a service account."""
    account = get_object_or_404(service_accounts(), pk=pk)
    title = _("New token for %s") % account
    return issued_for(request, account, FormPage(title, _("Issue token"), reverse("tokens:services")))
