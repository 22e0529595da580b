"""Someone leaves: their matters, memberships and key dates go to others (legalops.governance asks for it)."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError
from matters.enums import MemberRole
from matters.models import KeyDate, Matter, MatterMember
from matters.services.guards import is_screened, may_see, require_sight


@transaction.atomic
def hand_over_leads(person: User, successor: User, *, actor: User) -> int:
    """Let the successor lead every open matter that the person leads; how many.

    The actor manages people and need not see the matters. Raises DomainError for a matter that a wall hides
    from the successor.
    """
    led = Matter.objects.select_for_update(of=("self",)).open().filter(lead=person).order_by("pk")
    return sum(_lead(matter, person, successor, actor) for matter in led)


@transaction.atomic
def hand_over_memberships(person: User, successor: User | None, *, actor: User) -> int:
    """Take the person off every open matter, and put the successor there in their role; how many.

    Raises DomainError for a matter that a wall hides from the successor.
    """
    rows = MatterMember.objects.select_related("matter").filter(user=person).exclude(matter__lead=person)
    open_ = rows.exclude(matter__stage__category="closed").order_by("pk")
    return sum(_replace(member, successor, actor) for member in open_)


@transaction.atomic
def hand_over_key_dates(person: User, successor: User, *, actor: User) -> int:
    """Give every key date that is not done to the successor; how many.

    Raises DomainError for a matter that the successor cannot see.
    """
    rows = KeyDate.objects.select_for_update(of=("self",)).select_related("matter")
    for stood_in in rows.filter(backup=person, done_at=None):
        _no_longer_backup(stood_in, successor, actor)
    return sum(_own(key_date, successor, actor) for key_date in rows.filter(owner=person, done_at=None))


def _lead(matter: Matter, person: User, successor: User, actor: User) -> bool:
    _refuse_screened(successor, matter)
    matter.members.filter(user=person).update(role=MemberRole.ATTORNEY)
    matter.members.update_or_create(user=successor, defaults={"role": MemberRole.LEAD})
    matter.lead = successor
    matter.version += 1
    matter.save(update_fields=["lead", "version"])
    require_sight(successor, matter, field="matters_led")
    before, after = {"lead": str(person)}, {"lead": str(successor)}
    reason = _("%s leaves") % person
    record(matter, "matters.matter.edited", actor=actor, before=before, after=after, reason=reason)
    return True


def _replace(member: MatterMember, successor: User | None, actor: User) -> bool:
    matter, person, role = member.matter, member.user, member.role
    member.delete()
    reason = _("%s leaves") % person
    record(matter, "matters.member.removed", actor=actor, before={"person": str(person)}, reason=reason)
    if successor is None or matter.members.filter(user=successor).exists():
        return True
    _refuse_screened(successor, matter)
    joined = matter.members.create(user=successor, role=role)
    after = {"person": str(successor), "role": str(joined.get_role_display())}
    record(matter, "matters.member.added", actor=actor, after=after, reason=reason)
    return True


def _own(key_date: KeyDate, successor: User, actor: User) -> bool:
    matter, before = key_date.matter, str(key_date.owner)
    if not may_see(successor, matter):
        message = _("%(person)s cannot see %(matter)s, whose date has to be kept. Choose someone on it.")
        raise DomainError("matter.person_cannot_see", message % _words(successor, matter))
    key_date.owner = successor
    if key_date.backup_id == successor.pk:
        key_date.backup = None
    key_date.save(update_fields=["owner", "backup"])
    record(
        matter,
        "matters.key_date.changed",
        actor=actor,
        before={"what": key_date.name, "owner": before},
        after={"what": key_date.name, "owner": str(successor)},
    )
    return True


def _no_longer_backup(key_date: KeyDate, successor: User, actor: User) -> None:
    """The successor stands in where they may see the matter and do not keep the date themselves."""
    matter, before = key_date.matter, str(key_date.backup)
    suits = key_date.owner_id != successor.pk and may_see(successor, matter)
    key_date.backup = successor if suits else None
    key_date.save(update_fields=["backup"])
    record(
        matter,
        "matters.key_date.changed",
        actor=actor,
        before={"what": key_date.name, "backup": before},
        after={"what": key_date.name, "backup": str(key_date.backup or "")},
    )


def _refuse_screened(successor: User, matter: Matter) -> None:
    if is_screened(successor, matter):
        message = _("An ethical wall screens %(person)s off %(matter)s. Choose someone else.")
        raise DomainError("matter.person_screened", message % _words(successor, matter))


def _words(person: User, matter: Matter) -> dict[str, str]:
    return {"person": str(person), "matter": matter.number}
