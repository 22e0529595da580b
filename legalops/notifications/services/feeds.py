"""The secret address of a person's calendar feed: made, made anew, revoked, read."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.notifications.models import CalendarFeed

# A calendar keeps showing what has just passed.
LOOK_BACK = timedelta(days=60)


@transaction.atomic
def renew_feed(user: User) -> str:
    """A new address for the person's feed; the old one is dead at once. The token, shown this once."""
    token = secrets.token_urlsafe(32)
    fresh = {"token_hash": _hash(token), "created_at": clock.now(), "read_at": None}
    CalendarFeed.objects.update_or_create(user=user, defaults=fresh)
    record(user, "notifications.calendar.renewed", actor=user)
    return token


@transaction.atomic
def revoke_feed(user: User) -> None:
    """No address any more; twice is once."""
    if CalendarFeed.objects.filter(user=user).delete()[0]:
        record(user, "notifications.calendar.revoked", actor=user)


def reader_of(token: str) -> User | None:
    """Whose feed this token opens; None for a token that is not, or no longer, good."""
    feed = CalendarFeed.objects.select_related("user").filter(token_hash=_hash(token)).first()
    if feed is None or not feed.user.is_active:
        return None
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=clock.now())
    return feed.user


def _hash(token: str) -> str:
    # The token is 256 random bits: a plain hash cannot be turned back.
    return hashlib.sha256(token.encode()).hexdigest()
