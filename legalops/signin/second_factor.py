"""Who needs a second factor, and who has one."""

import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from legalops.access.services import second_factor_required
from legalops.accounts.models import User
from legalops.signin.models import IdentityProvider

_FRESH_SECONDS: Final = 300


def has_second_factor(person: User) -> bool:
    """Whether a passkey, security key or authenticator app is set up; recovery codes alone are none."""
    factors = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return factors.exists()


def must_set_up(request: HttpRequest) -> bool:
    """Whether this person has to set up a second factor before anything else.

    Asks the database only where a role requires one. Whoever came through a provider that asks for a second
    factor itself has shown one already.
    """
    person = request.user
    if not person.is_authenticated or not second_factor_required(person) or has_second_factor(person):
        return False
    return not _proved_elsewhere(request)


def _proved_elsewhere(request: HttpRequest) -> bool:
    return _proving(request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []))


def _proving(methods: Iterable[Mapping[str, Any]]) -> bool:
    through = {one.get("provider") for one in methods if one.get("method") == "socialaccount"}
    if not through:
        return False
    proving = IdentityProvider.objects.filter(is_active=True, proves_second_factor=True)
    return proving.filter(app__provider_id__in=through).exists()


def shown_lately(request: HttpRequest, seconds: int = _FRESH_SECONDS) -> bool:
    """Whether this session showed a second factor within so many seconds (five minutes), here or at a
    provider that asks for one itself.
    """
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    fresh = [one for one in methods if time.time() - one.get("at", 0) < seconds]
    return any(one.get("method") == "mfa" for one in fresh) or _proving(fresh)
