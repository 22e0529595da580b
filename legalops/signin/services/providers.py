"""Identity providers: set up by administrators, and asked whom they vouch for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from allauth.socialaccount.models import SocialApp
from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access.services import assign_role
from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.kernel.errors import DomainError
from legalops.signin.enums import Protocol
from legalops.signin.models import IdentityProvider


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach a provider. `settings` are allauth's for its protocol; no secret keeps the old one."""

    name: str
    protocol: str
    slug: str
    client_id: str
    secret: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def save_connection(provider: IdentityProvider, given: Connection) -> IdentityProvider:
    """Store the provider with its connection; the caller records the change. Secrets are not read back."""
    app = provider.app if provider.app_id else SocialApp(provider=given.protocol)
    app.name, app.provider_id, app.client_id = given.name, given.slug, given.client_id
    app.settings = given.settings
    if given.secret:
        app.secret = given.secret
    app.save()
    provider.app = app
    provider.save()
    return provider


def oidc_settings(server_url: str) -> dict[str, Any]:
    """Settings of an OpenID Connect provider: code flow with PKCE, claims from the signed token."""
    return {"server_url": server_url, "oauth_pkce_enabled": True, "fetch_userinfo": False}


def saml_settings(*, entity_id: str, sso_url: str, certificate: str) -> dict[str, Any]:
    """Settings of a SAML provider: signed assertions only, none that we did not ask for."""
    return {
        "idp": {"entity_id": entity_id, "sso_url": sso_url, "x509cert": certificate.strip()},
        "use_nameid_for_email": True,
        "advanced": {
            "want_assertion_signed": True,
            "reject_deprecated_algorithm": True,
            "reject_idp_initiated_sso": True,
            "strict": True,
            "want_attribute_statement": False,
        },
    }


@transaction.atomic
def person_vouched_for(
    provider: IdentityProvider, *, known: User | None, addresses: Iterable[str], name: str, uid: str
) -> User:
    """The person whom this provider has just identified, linked or created where it may.

    `known` is the person already linked to the provider's own id of them. A provider vouches for verified
    addresses of its own domains only: another's could claim any address (domain/reliability.md §2.4).
    Raises DomainError naming what is missing.
    """
    if known is not None:
        return _active(known)
    address = _own_address(provider, addresses)
    person = User.objects.filter(email__iexact=address, is_system=False).first()
    if person is not None:
        _active(person)
        _record(person, "signin.person.linked", provider, uid)
        return person
    if not provider.creates_people:
        message = _("Nobody here has the address %s. Ask an administrator to invite you first.")
        raise DomainError("signin.unknown_person", message % address)
    return _created(provider, address, name, uid)


def _own_address(provider: IdentityProvider, addresses: Iterable[str]) -> str:
    domains = set(provider.domains.values_list("domain", flat=True))
    own = [one.lower() for one in addresses if one.lower().rpartition("@")[2] in domains]
    if not own:
        message = _("%s did not confirm an e-mail address of a domain that it vouches for.")
        raise DomainError("signin.foreign_address", message % provider)
    return own[0]


def _active(person: User) -> User:
    if not person.is_active:
        raise DomainError("signin.inactive", _("This account is no longer active."))
    return person


def _created(provider: IdentityProvider, address: str, name: str, uid: str) -> User:
    person = User.objects.create_user(address, full_name=name[:150] or address.partition("@")[0])
    if provider.default_role:
        assign_role(person, provider.default_role.code)
    _record(person, "signin.person.created", provider, uid)
    return person


def _record(person: User, action: str, provider: IdentityProvider, uid: str) -> None:
    after = {"provider": str(provider), "id": uid}
    record(person, action, actor=system_actor("sign-in"), after=after)


def buttons() -> list[IdentityProvider]:
    """Providers whose button the sign-in page shows."""
    rows = IdentityProvider.objects.filter(is_active=True).select_related("app")
    return list(rows.filter(app__provider__in=Protocol.values).order_by("app__name"))
