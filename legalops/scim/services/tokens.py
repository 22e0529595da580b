"""Tokens of directories: shown once, kept as a hash, revoked at once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.scim.models import ScimToken


@transaction.atomic
def issue_token(
    *, name: str, expires_at: datetime, may_write: bool = True, actor: User
) -> tuple[ScimToken, str]:
    """The token and its secret, which can never be read again."""
    secret = f"scim_{secrets.token_urlsafe(32)}"
    token = ScimToken.objects.create(
        name=name, digest=_digest(secret), hint=secret[:9], may_write=may_write, expires_at=expires_at
    )
    record(token, "scim.token.issued", actor=actor, after={"until": expires_at, "may_write": may_write})
    return token, secret


@transaction.atomic
def revoke_token(token: ScimToken, *, actor: User) -> None:
    """Refuse the token from now on; twice is one event."""
    if ScimToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=clock.now()):
        record(token, "scim.token.revoked", actor=actor)


def token_of(secret: str) -> ScimToken | None:
    """The token that stands for this secret now; notes its use once a minute."""
    now = clock.now()
    rows = ScimToken.objects.filter(digest=_digest(secret), revoked_at__isnull=True, expires_at__gt=now)
    token = rows.first()
    if token:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - timedelta(minutes=1))
        ScimToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
    return token


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
