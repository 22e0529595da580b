"""The form of an identity provider: what its administrator's page gives, in its own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
)

from legalops.signin.enums import Protocol
from legalops.signin.models import IdentityProvider
from legalops.signin.services.providers import Connection, oidc_settings, saml_settings

_OIDC = ("server_url",)
_SAML = ("entity_id", "sso_url", "certificate")


class ProviderForm(forms.ModelForm):
    """Name, protocol, addresses and keys; the secret is asked for and never shown."""

    name = forms.CharField(
        label=gettext_lazy("Name on the button"), max_length=40, widget=UnfoldAdminTextInputWidget()
    )
    protocol = forms.ChoiceField(
        label=gettext_lazy("Protocol"), choices=Protocol.choices, widget=UnfoldAdminSelectWidget()
    )
    slug = forms.SlugField(
        label=gettext_lazy("Short name in addresses"),
        max_length=60,
        widget=UnfoldAdminTextInputWidget(),
        help_text=gettext_lazy("The provider redirects to /accounts/oidc/SHORT-NAME/login/callback/."),
    )
    client_id = forms.CharField(
        label=gettext_lazy("Client id"),
        max_length=190,
        required=False,
        widget=UnfoldAdminTextInputWidget(),
        help_text=gettext_lazy("OpenID Connect only."),
    )
    secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        max_length=190,
        required=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Left empty, the present one stays. It is never shown again."),
    )
    server_url = forms.URLField(
        label=gettext_lazy("Issuer"),
        required=False,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget(),
        help_text=gettext_lazy("OpenID Connect: the address before /.well-known/openid-configuration."),
    )
    entity_id = forms.CharField(
        label=gettext_lazy("Entity id"),
        required=False,
        widget=UnfoldAdminTextInputWidget(),
        help_text=gettext_lazy("SAML: the provider's own name, as in its metadata."),
    )
    sso_url = forms.URLField(
        label=gettext_lazy("Sign-in address"),
        required=False,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget(),
    )
    certificate = forms.CharField(
        label=gettext_lazy("Signing certificate"), required=False, widget=UnfoldAdminTextareaWidget()
    )

    class Meta:
        model = IdentityProvider
        fields = ("is_active", "proves_second_factor", "creates_people", "default_role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial |= _stored(self.instance)
            self.fields["protocol"].disabled = True

    def clean(self) -> dict[str, Any]:
        """What the protocol needs is there."""
        data = super().clean() or self.cleaned_data
        needed = ("client_id", *_OIDC) if data.get("protocol") == Protocol.OIDC else _SAML
        for name in needed:
            if not data.get(name):
                self.add_error(name, _("The protocol needs it."))
        if data.get("protocol") == Protocol.OIDC and not self.instance.pk and not data.get("secret"):
            self.add_error("secret", _("Copy it from the provider."))
        return data

    def connection(self) -> Connection:
        """How to reach the provider."""
        data = self.cleaned_data
        oidc = data["protocol"] == Protocol.OIDC
        settings = (
            oidc_settings(data["server_url"])
            if oidc
            else saml_settings(
                entity_id=data["entity_id"], sso_url=data["sso_url"], certificate=data["certificate"]
            )
        )
        # SAML's addresses are made of the client id: there it is the short name.
        client = data["client_id"] if oidc else data["slug"]
        return Connection(data["name"], data["protocol"], data["slug"], client, data["secret"], settings)


def _stored(provider: IdentityProvider) -> dict[str, Any]:
    app = provider.app
    idp = app.settings.get("idp", {})
    return {
        "name": app.name,
        "protocol": app.provider,
        "slug": app.provider_id,
        "client_id": app.client_id,
        "server_url": app.settings.get("server_url", ""),
        "entity_id": idp.get("entity_id", ""),
        "sso_url": idp.get("sso_url", ""),
        "certificate": idp.get("x509cert", ""),
    }
