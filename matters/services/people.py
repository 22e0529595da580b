"""Who works on a matter, and whether anyone else can see it."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError
from matters.enums import MemberRole
from matters.models import Matter, MatterMember
from matters.services.guards import is_screened, locked, refuse_losing_sight


@transaction.atomic
def add_member(matter: Matter, person: User, *, role: str = MemberRole.ATTORNEY, actor: User) -> MatterMember:
    """Put a person on the matter, or change their role on it. There is one backup at most.

    Raises DomainError when a wall screens the person, when they left or belong to a firm, or when the role is
    the lead's: the lead is chosen in the matter itself.
    """
    current = locked(matter, actor=actor)
    _refuse_unfit(current, person, role)
    if role == MemberRole.BACKUP:
        current.members.filter(role=role).exclude(user=person).update(role=MemberRole.ATTORNEY)
    existing = current.members.filter(user=person).first()
    if existing and existing.role == role:
        return existing
    member, _made = current.members.update_or_create(user=person, defaults={"role": role})
    record(
        current,
        "matters.member.added",
        actor=actor,
        before={"role": existing.get_role_display()} if existing else None,
        after={"person": str(person), "role": str(member.get_role_display())},
    )
    return member


@transaction.atomic
def remove_member(matter: Matter, person: User, *, reason: str = "", actor: User) -> None:
    """Take a person off the matter; taking off who is not on it changes nothing.

    Raises DomainError for the lead, or when the actor would lose sight of a restricted matter by it.
    """
    current = locked(matter, actor=actor)
    if current.lead_id == person.pk:
        message = _("%(person)s leads this matter. Choose another lead first.")
        raise DomainError("matter.lead_stays", message % {"person": person}, field="user")
    if _take_off(current, person, actor=actor, reason=reason):
        refuse_losing_sight(current, actor=actor)


@transaction.atomic
def set_restricted(matter: Matter, restricted: bool, *, reason: str = "", actor: User) -> Matter:
    """Restrict the matter to the people on it, or open it to those whose role or team shows it to them."""
    current = locked(matter, actor=actor)
    if current.restricted == restricted:
        return current
    current.restricted = restricted
    current.version += 1
    current.save(update_fields=["restricted", "version"])
    record(
        current,
        "matters.matter.restricted",
        actor=actor,
        before={"restricted": not restricted},
        after={"restricted": restricted},
        reason=reason.strip(),
    )
    refuse_losing_sight(current, actor=actor)
    return current


def take_off_screened(matter: Matter, person: User, *, actor: User) -> None:
    """Someone behind a wall is no longer on the matter; lifting the wall does not put them back."""
    _take_off(matter, person, actor=actor, reason=_("Screened by an ethical wall"))


def _take_off(matter: Matter, person: User, *, actor: User, reason: str) -> bool:
    gone, _rows = matter.members.filter(user=person).delete()
    if gone:
        before = {"person": str(person)}
        record(matter, "matters.member.removed", actor=actor, before=before, reason=reason)
    return bool(gone)


def _refuse_unfit(matter: Matter, person: User, role: str) -> None:
    words = {"person": person}
    if role == MemberRole.LEAD or matter.lead_id == person.pk:
        message = _("The lead is chosen under Edit; %(person)s can have any other role.")
        raise DomainError("matter.lead_elsewhere", message % words, field="role")
    if not person.is_active or hasattr(person, "firm_membership"):
        message = _("%(person)s is not a person of the department. Engage the firm instead.")
        raise DomainError("matter.person_left", message % words, field="user")
    if is_screened(person, matter):
        message = _("An ethical wall screens %(person)s off this matter. Lift it first.")
        raise DomainError("matter.person_screened", message % words, field="user")
