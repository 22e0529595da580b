"""Who may come in through an identity provider: people known here, of the provider's own domains."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError
from legalops.signin.enums import Outcome, Protocol
from legalops.signin.models import IdentityProvider
from legalops.signin.services.claims import apply_claims
from legalops.signin.services.log import note_sign_in
from legalops.signin.services.providers import person_vouched_for


class SocialAdapter(DefaultSocialAccountAdapter):
    """One question at the door; everything else of allauth's social accounts stays closed."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """Only providers in use: one switched off answers like one that was never there."""
        used = set(IdentityProvider.objects.filter(is_active=True).values_list("app_id", flat=True))
        return [app for app in super().list_apps(request, provider, client_id) if app.pk in used]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whom the provider may vouch for; refuse the rest with a page that says why."""
        provider = IdentityProvider.objects.select_related("app").get(app=sociallogin.provider.app)
        # What a signed SAML assertion names is the provider's word; OpenID Connect says which are verified.
        signed = provider.app.provider == Protocol.SAML
        addresses = [one.email for one in sociallogin.email_addresses if one.verified or signed]
        try:
            if sociallogin.state.get("process") == "connect":
                raise DomainError("signin.no_connecting", _("Accounts are linked by signing in."))
            person = person_vouched_for(
                provider,
                known=sociallogin.user if sociallogin.is_existing else None,
                addresses=addresses,
                name=_name(sociallogin),
                uid=sociallogin.account.uid,
            )
        except DomainError as refusal:
            told = next(iter(addresses), "") or sociallogin.account.uid
            note_sign_in(
                request, told, Outcome.REFUSED, how=str(provider), detail=f"{refusal.code}: {refusal.message}"
            )
            raise _refused(request, provider, refusal)
        if not sociallogin.is_existing:
            sociallogin.user = person
            sociallogin.save(request, connect=True)
        apply_claims(person, provider, _claims(sociallogin))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """People are made by `person_vouched_for` alone."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Keep that it failed, and how, before the page that says so."""
        told = f"{kwargs.get('error') or ''} {type(kwargs.get('exception')).__name__}".strip()
        note_sign_in(request, "", Outcome.REFUSED, how=str(getattr(provider, "name", "")), detail=told)


def _name(sociallogin: SocialLogin) -> str:
    return str(_claims(sociallogin).get("name") or "")


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    data = sociallogin.account.get_provider_account().get_user_data()
    return data if isinstance(data, dict) else {}


def _refused(request: HttpRequest, provider: IdentityProvider, refusal: DomainError) -> ImmediateHttpResponse:
    context = {"provider": provider, "refusal": refusal}
    return ImmediateHttpResponse(render(request, "signin/refused.html", context, status=403))
