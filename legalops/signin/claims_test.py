"""The screen that says what claims would give: pasted as JSON, tried, and given to nobody."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextareaWidget

from legalops.signin.claims import holding, unknown, values_of
from legalops.signin.models import IdentityProvider
from legalops.signin.services.claims import reason_of, rules_of

_MOST = 50_000  # characters


class ClaimsForm(forms.Form):
    """Claims as a provider sends them."""

    claims = forms.CharField(
        label=gettext_lazy("Claims as JSON"),
        max_length=_MOST,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy("The content of an ID token, or the attributes of an assertion."),
    )

    def clean_claims(self) -> Mapping[str, Any]:
        """The object that the text is."""
        try:
            claims = json.loads(self.cleaned_data["claims"])
        except ValueError as fault:
            raise forms.ValidationError(_("This is no JSON: %s.") % fault)
        if not isinstance(claims, dict):
            raise forms.ValidationError(_('Paste an object, such as {"groups": ["legal"]}.'))
        return claims


class ClaimsTestMixin:
    """For the console of identity providers: the test screen."""

    def get_urls(self) -> list[URLPattern]:
        """With that page."""
        view = self.admin_site.admin_view(self.claims_view)  # type: ignore[attr-defined]
        own = path("<int:pk>/claims/", view, name="signin_identityprovider_claims")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def claims_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What these claims would give and why, rule by rule; posted, as claims tell of people."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        provider = IdentityProvider.objects.select_related("app").filter(pk=pk).first()
        if provider is None:
            raise Http404
        form = ClaimsForm(request.POST or None)
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Try the claims of %s") % provider,
            "opts": IdentityProvider._meta,
            "form": form,
            "back": reverse("admin:signin_identityprovider_change", args=[provider.pk]),
            **(_tried(provider, form.cleaned_data["claims"]) if form.is_bound and form.is_valid() else {}),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/signin/claims_test.html", context, status=status)


def _tried(provider: IdentityProvider, claims: Mapping[str, Any]) -> dict[str, Any]:
    rules = rules_of(provider)
    held = {one.rule.pk: one for one in holding(rules, claims)}
    return {
        "tried": [
            {
                "rule": rule,
                "why": reason_of(held[rule.pk], provider) if rule.pk in held else "",
                "said": ", ".join(values_of(claims, rule.claim)),
            }
            for rule in rules
        ],
        "gives": [one.rule.gives for one in held.values()],
        "unknown": ", ".join(sorted(unknown(rules, claims))),
        "shown": True,
    }
