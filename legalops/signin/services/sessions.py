"""Sessions of a person: where they are signed in, and ending that."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import NotAllowed


def sessions_of(person: User) -> list[UserSession]:
    """Sessions that still stand, the last used first."""
    standing = UserSession.objects.purge_and_list(person)
    return sorted(standing, key=lambda session: session.last_seen_at, reverse=True)


@transaction.atomic
def end_sessions(person: User, *, actor: User, only: int | None = None, keep: str = "") -> int:
    """End the person's sessions at once (or one of them, or all but the one with the key `keep`); how many.

    Raises NotAllowed for the sessions of others without managing people.
    """
    if actor.pk != person.pk and not actor.is_system:
        require_people_manager(actor)
    rows = UserSession.objects.filter(user=person).exclude(session_key=keep)
    ended = list(rows if only is None else rows.filter(pk=only))
    for session in ended:
        session.end()
    if ended:
        record(person, "signin.sessions.ended", actor=actor, before={"sessions": len(ended)})
    return len(ended)


@transaction.atomic
def reset_second_factor(person: User, *, reason: str, actor: User) -> int:
    """Take a lost authenticator, passkeys and recovery codes off a person, and end their sessions.

    Whose role requires a second factor sets up a new one at the next sign-in. Raises NotAllowed without
    managing people.
    """
    require_people_manager(actor)
    gone, _rows = Authenticator.objects.filter(user=person).delete()
    if gone:
        record(person, "signin.second_factor.reset", actor=actor, reason=reason.strip())
        end_sessions(person, actor=actor)
    return gone


def require_people_manager(actor: User) -> None:
    """Raises NotAllowed unless the actor manages people."""
    if not has_capability(actor, can.PEOPLE_MANAGE):
        raise NotAllowed("signin.not_allowed", _("Your role does not include managing people."))
