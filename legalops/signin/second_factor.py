"""Who needs a second factor, and who has one."""

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from legalops.access.services import second_factor_required
from legalops.accounts.models import User
from legalops.signin.models import IdentityProvider


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
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    through = {one.get("provider") for one in methods if one.get("method") == "socialaccount"}
    if not through:
        return False
    proving = IdentityProvider.objects.filter(is_active=True, proves_second_factor=True)
    return proving.filter(app__provider_id__in=through).exists()
