"""A person's own tokens: issued, shown once, revoked."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from legalops.accounts.models import User
from legalops.api.forms import RevokeForm, TokenForm
from legalops.api.models import ApiToken
from legalops.api.services import is_service_account, issue_token, revoke_token
from legalops.kernel import clock
from legalops.web.form_page import Done, FormPage, answer
from legalops.web.forms import refusals_beside_fields


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """What there is, with when it was last used and when it ends."""
    rows = ApiToken.objects.visible_to(request.user).filter(account=request.user)
    return render(request, "api/tokens.html", {"tokens": rows, "now": clock.now()})


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest) -> HttpResponse:
    """A new token for oneself."""
    return issued_for(
        request, request.user, FormPage(_("New token"), _("Issue token"), reverse("tokens:own"))
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token of one's own, or of a service one looks after."""
    token = get_object_or_404(ApiToken.objects.visible_to(request.user).select_related("account"), pk=pk)
    back = reverse("tokens:services" if is_service_account(token.account) else "tokens:own")
    intro = _("Whatever uses %s stops working at once.") % token
    page = FormPage(_("Revoke the token"), _("Revoke token"), back, intro=intro, danger=True)

    def act(_data: Mapping[str, Any]) -> Done:
        revoke_token(token, actor=request.user)
        return Done(back, _("%s is revoked.") % token)

    return answer(request, RevokeForm(request.POST if request.method == "POST" else None), page, act)


def issued_for(request: HttpRequest, account: User, page: FormPage) -> HttpResponse:
    """The form, or the page that shows the new token for the only time."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_beside_fields(form):
            data = dict(form.cleaned_data)
            data["expires_at"] = clock.end_of(data.pop("expires_on"))
            token, text = issue_token(account, **data, actor=request.user)
            response = render(request, "api/issued.html", {"token": token, "text": text, "back": page.back})
            response["Cache-Control"] = "no-store"
            return response
    return answer(request, form, page, lambda _data: Done(page.back, ""))
