"""django-allauth as the product uses it: lock-out, the log of sign-ins, enforced providers."""

import time
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from legalops.access.services import second_factor_required
from legalops.accounts.adapter import AccountAdapter as ClosedAccountAdapter
from legalops.accounts.models import User
from legalops.signin.enums import Outcome
from legalops.signin.middleware import SEEN
from legalops.signin.models import EmailDomain
from legalops.signin.services.lockouts import note_failure, standing_lockout
from legalops.signin.services.log import note_sign_in
from legalops.signin.words import how_words
from legalops.web import formats

_FRESH_SECONDS = 300


class AccountAdapter(ClosedAccountAdapter):
    """Passwords: refused while locked out and where a provider is enforced; every outcome is kept."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raise ValidationError, with the same words for known and unknown addresses, to refuse."""
        email = credentials.get("email") or ""
        if lockout := standing_lockout(email):
            note_sign_in(request, email, Outcome.LOCKED, user=_person(email), how=_("password"))
            message = _(
                "Too many wrong passwords. Try again after %s, or ask an administrator to unlock you."
            )
            raise ValidationError(message % formats.zoned_instant(lockout.locked_until))
        if provider := _enforced(email):
            note_sign_in(
                request, email, Outcome.REFUSED, user=_person(email), how=_("password"), detail=provider
            )
            raise ValidationError(
                _("Your organisation signs in through %s. Use its button below.") % provider
            )
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it."""
        if email := credentials.get("email"):
            note_failure(request, email, how=_("password"))

    def reauthenticate(self, user: User, password: str) -> bool:
        """Our people sign in by the address on their own row."""
        known = self.authenticate(context.request, email=user.email, password=password)
        return known is not None and known.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within the first minutes after signing in: the password was asked for just then."""
        methods = context.request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        last = max((one.get("at", 0) for one in methods), default=0)
        fresh = time.time() - last < _FRESH_SECONDS
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Keep who came in, how and from where, and start the session's clock."""
        response = super().post_login(request, user, **kwargs)
        methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        note_sign_in(request, user.email, Outcome.SUCCEEDED, user=user, how=how_words(methods))
        request.session[SEEN] = int(time.time())
        return response


class MFAAdapter(DefaultMFAAdapter):
    """The last second factor stays where the person's role requires one."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether it may be taken off."""
        factors = Authenticator.objects.filter(user=authenticator.user)
        others = factors.exclude(pk=authenticator.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        return others.exists() or not second_factor_required(authenticator.user)


def _person(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip(), is_system=False).first()


def _enforced(email: str) -> str:
    """The provider that alone signs in this address; empty for none.

    A superuser keeps the password: with the provider down, someone has to mend the settings.
    """
    domain = email.strip().lower().rpartition("@")[2]
    row = EmailDomain.objects.filter(domain=domain, is_enforced=True, provider__is_active=True)
    found = row.select_related("provider__app").first()
    if found is None or User.objects.filter(email__iexact=email.strip(), is_superuser=True).exists():
        return ""
    return str(found.provider)
