"""Tokens: shown once, kept as a hash, limited in scope and time."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.api.models import ApiToken
from legalops.api.scopes import all_scopes
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError

LONGEST = timedelta(days=366)
_MARK = "lo"
_USED_EVERY = timedelta(minutes=5)


@transaction.atomic
def issue_token(
    account: User, *, name: str, scopes: Iterable[str], expires_at: datetime, actor: User
) -> tuple[ApiToken, str]:
    """A new token and its text, which is never to be had again.

    Raises DomainError for no name, no or unknown scopes, and an expiry that is past or over a year away.
    """
    wanted, now = sorted(set(scopes)), clock.now()
    _check(name, wanted, expires_at, now)
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account=account,
        name=name.strip(),
        prefix=prefix,
        digest=_digest(secret),
        scopes=wanted,
        issued_by=actor,
        issued_at=now,
        expires_at=expires_at,
    )
    record(account, "api.token.issued", actor=actor, after=_told(token))
    return token, f"{_MARK}_{prefix}_{secret}"


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: User) -> None:
    """End a token at once; revoking it twice is one event."""
    ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now())
    if ended:
        record(token.account, "api.token.revoked", actor=actor, before=_told(token))


def account_of(text: str) -> tuple[User, ApiToken] | None:
    """Whose token this text is, if it may be used now; its use is noted every few minutes."""
    mark, _sep, rest = text.partition("_")
    prefix, _sep, secret = rest.partition("_")
    found = ApiToken.objects.select_related("account").filter(prefix=prefix).first()
    now = clock.now()
    if mark != _MARK or found is None or not hmac.compare_digest(found.digest, _digest(secret)):
        return None
    if not found.is_usable(now) or not found.account.is_active:
        return None
    if found.last_used_at is None or found.last_used_at < now - _USED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return found.account, found


def _check(name: str, scopes: list[str], expires_at: datetime, now: datetime) -> None:
    if not name.strip():
        raise DomainError("api.token.name", _("Say what the token is for."), field="name")
    unknown = sorted(set(scopes) - all_scopes())
    if unknown:
        message = _("There is no scope %s.") % ", ".join(unknown)
        raise DomainError("api.token.scopes", message, field="scopes")
    if not scopes:
        message = _("Choose at least one thing that the token may be used for.")
        raise DomainError("api.token.scopes", message, field="scopes")
    if not now < expires_at <= now + LONGEST:
        message = _("Choose a day after today and within a year.")
        raise DomainError("api.token.expiry", message, field="expires_on")


def _digest(secret: str) -> str:
    # The secret is 256 random bits: a slow hash would protect nothing and cost every request.
    return hashlib.sha256(secret.encode()).hexdigest()


def _told(token: ApiToken) -> dict[str, object]:
    return {
        "name": token.name,
        "begins_with": token.prefix,
        "scopes": token.scopes,
        "expires": token.expires_at.date().isoformat(),
    }
