"""A person leaves: open work goes to others, the account closes, sessions end; all or nothing."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access.administrators import refuse_last_administrator
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.governance.open_work import OpenWork, kinds
from legalops.kernel.errors import DomainError
from legalops.signin.services.sessions import end_sessions, require_people_manager


@transaction.atomic
def leave(
    person: User, successors: Mapping[str, User | None], *, reason: str = "", actor: User
) -> dict[str, int]:
    """Give all open work of the person to the successor of its kind, close the account, end every session.

    How much of each kind was given. Somebody whose account a directory has closed already still has their
    open work given away. Raises DomainError naming the kind without successor, the last administrator, and
    whatever a successor cannot take; nothing has changed then.
    """
    if not actor.is_system:
        require_people_manager(actor)
    current = User.objects.select_for_update().get(pk=person.pk)
    if current.is_active:
        _refuse(current, actor)
    given = {work.kind: _give(work, current, successors.get(work.kind), actor) for work in kinds()}
    after = {kind: count for kind, count in given.items() if count}
    if current.is_active:
        deactivate(current, reason=reason, after=after, actor=actor)
    elif after:
        record(current, "governance.work.handed_over", actor=actor, after=after, reason=reason.strip())
    return given


@transaction.atomic
def deactivate(
    person: User, *, reason: str = "", after: Mapping[str, int] | None = None, actor: User
) -> None:
    """Close the account and end every session at once; open work stays with the person.

    For directories that switch a person off (SCIM) and cannot name successors. Raises DomainError for the
    last administrator.
    """
    current = User.objects.select_for_update().get(pk=person.pk)
    if not current.is_active:
        return
    refuse_last_administrator(current)
    current.is_active = False
    current.save(update_fields=["is_active"])
    person.is_active = False
    end_sessions(current, actor=actor)
    record(current, "governance.person.left", actor=actor, after=dict(after or {}), reason=reason.strip())


@transaction.atomic
def reactivate(person: User, *, actor: User) -> None:
    """Let a person who left sign in again, with the roles and teams they still have."""
    current = User.objects.select_for_update().get(pk=person.pk)
    if current.is_active:
        return
    current.is_active = True
    current.save(update_fields=["is_active"])
    person.is_active = True
    record(current, "governance.person.returned", actor=actor)


def _refuse(person: User, actor: User) -> None:
    if person.pk == actor.pk:
        raise DomainError("governance.own_leaving", _("Ask another administrator to let you leave."))
    refuse_last_administrator(person)


def _give(work: OpenWork, person: User, successor: User | None, actor: User) -> int:
    waiting = len(work.items(person, actor))
    if not waiting:
        return 0
    if successor is None and work.successor_needed:
        message = _("Choose who takes over: %s.")
        raise DomainError("governance.no_successor", message % work.label, field=work.kind)
    if successor is not None and (not successor.is_active or successor.pk == person.pk):
        message = _("%s cannot take this over. Choose someone else.")
        raise DomainError("governance.unfit_successor", message % successor, field=work.kind)
    try:
        return work.reassign(person, successor, actor)
    except DomainError as refusal:
        refusal.field = work.kind
        raise
