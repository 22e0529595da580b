"""Lock-out after wrong passwords: the same for known and unknown addresses, so that it tells nothing."""

import zlib
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import NotAllowed
from legalops.signin.enums import Outcome
from legalops.signin.models import Lockout, SignIn
from legalops.signin.services.log import note_sign_in

FAILURES: Final = 5
WITHIN: Final = timedelta(minutes=15)
LOCKED_FOR: Final = timedelta(minutes=15)


def standing_lockout(email: str) -> Lockout | None:
    """The lock-out that refuses this address now."""
    rows = Lockout.objects.filter(email=_key(email), unlocked_at__isnull=True, locked_until__gt=clock.now())
    return rows.order_by("-locked_until").first()


@transaction.atomic
def note_failure(request: HttpRequest, email: str, *, how: str) -> Lockout | None:
    """Keep a failed attempt; the fifth within fifteen minutes locks the address for fifteen minutes.

    Failures before a success, an earlier lock-out or its lifting do not count. Attempts at the same time
    count one after the other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [7_264, _number(email)])
    person = User.objects.filter(email__iexact=email.strip(), is_system=False).first()
    note_sign_in(request, email, Outcome.FAILED, user=person, how=how)
    if standing_lockout(email) or _failures_of(email) < FAILURES:
        return None
    now = clock.now()
    lockout = Lockout.objects.create(email=_key(email), locked_at=now, locked_until=now + LOCKED_FOR)
    if person:
        after = {"until": lockout.locked_until}
        record(person, "signin.person.locked", actor=system_actor("sign-in"), after=after)
    return lockout


@transaction.atomic
def unlock(person: User, *, actor: User) -> int:
    """Let a locked-out person try again at once; how many lock-outs were lifted. Twice is one event.

    Raises NotAllowed for who does not manage people.
    """
    if not has_capability(actor, can.PEOPLE_MANAGE):
        raise NotAllowed("signin.not_allowed", _("Your role does not include managing people."))
    standing = Lockout.objects.select_for_update().filter(
        email=_key(person.email), unlocked_at__isnull=True, locked_until__gt=clock.now()
    )
    lifted = standing.update(unlocked_at=clock.now(), unlocked_by=actor)
    if lifted:
        record(person, "signin.person.unlocked", actor=actor)
    return lifted


def _failures_of(email: str) -> int:
    rows = SignIn.objects.filter(email=_key(email), occurred_at__gt=_count_from(email))
    return rows.filter(outcome=Outcome.FAILED).count()


def _count_from(email: str) -> datetime:
    """The latest of: fifteen minutes ago, the last success, the end of the last lock-out."""
    key = _key(email)
    ends = [clock.now() - WITHIN]
    success = SignIn.objects.filter(email=key, outcome=Outcome.SUCCEEDED).order_by("-occurred_at").first()
    last = Lockout.objects.filter(email=key).order_by("-locked_at").first()
    ends += [success.occurred_at] if success else []
    ends += [last.unlocked_at or last.locked_until] if last else []
    return max(ends)


def _key(email: str) -> str:
    return email.strip().lower()[:254]


def _number(email: str) -> int:
    return zlib.crc32(_key(email).encode()) - 2**31
