"""Ethical walls: raised and lifted with a reason, in force from that moment (ADR 3)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotFound
from matters.models import EthicalWall, Matter, ScreenedPerson, WallAcknowledgement
from matters.services.guards import locked, may_wall
from matters.services.notices import tell_of_wall
from matters.services.people import take_off_screened


@transaction.atomic
def raise_wall(
    matter: Matter, people: Iterable[User], *, reason: str, expires_on: date | None = None, actor: User
) -> EthicalWall:
    """Screen people off the matter: from the commit on it does not exist for them, whatever their roles.

    They are taken off the matter too. It is lifted by itself on `expires_on`, if given. Raises DomainError
    without people or reason, for a day that is not to come, for the lead, and when a standing wall screens
    someone of them already.
    """
    current = locked(matter, actor=actor, allowed=may_wall)
    people = sorted(set(people), key=lambda person: person.pk)
    _check(current, people, reason)
    _check_end(expires_on)
    wall = EthicalWall.objects.create(
        matter=current,
        reason=reason.strip(),
        raised_by=actor,
        raised_at=clock.now(),
        expires_on=expires_on,
    )
    ScreenedPerson.objects.bulk_create([ScreenedPerson(wall=wall, user=person) for person in people])
    for person in people:
        take_off_screened(current, person, actor=actor)
    after: dict[str, object] = {"screened": [str(person) for person in people]}
    if expires_on:
        after["until"] = expires_on
    record(current, "matters.wall.raised", actor=actor, after=after, reason=wall.reason)
    tell_of_wall(wall, actor=actor)
    return wall


@transaction.atomic
def lift_wall(wall: EthicalWall, *, reason: str, actor: User) -> EthicalWall:
    """Take a wall down, with a reason; the row stays. Lifting it twice records once."""
    locked(wall.matter, actor=actor, allowed=may_wall)
    current = EthicalWall.objects.select_for_update(of=("self",)).get(pk=wall.pk)
    if current.lifted_at is not None:
        return current
    if not reason.strip():
        raise DomainError("wall.reason_missing", _("Say why the wall can be lifted."), field="reason")
    _take_down(current, "matters.wall.lifted", reason=reason.strip(), actor=actor)
    return current


@transaction.atomic
def set_wall_end(wall: EthicalWall, expires_on: date | None, *, reason: str, actor: User) -> EthicalWall:
    """Let a standing wall end on another day, or on none. Raises DomainError for a day gone by."""
    matter = locked(wall.matter, actor=actor, allowed=may_wall)
    current = EthicalWall.objects.select_for_update(of=("self",)).get(pk=wall.pk)
    if current.lifted_at is not None:
        raise DomainError("wall.lifted", _("This wall is lifted. Raise a new one."))
    _check_end(expires_on)
    if current.expires_on == expires_on:
        return current
    before, current.expires_on, current.warned_on = current.expires_on, expires_on, None
    current.save(update_fields=["expires_on", "warned_on"])
    record(
        matter,
        "matters.wall.extended",
        actor=actor,
        before={"until": before},
        after={"until": expires_on},
        reason=reason.strip(),
    )
    return current


@transaction.atomic
def acknowledge_wall(wall: EthicalWall, *, actor: User) -> WallAcknowledgement:
    """The actor, who is on the matter, has read what the wall asks of them; twice is one acknowledgement.

    Raises NotFound for anyone who is not on the matter, or behind the wall.
    """
    matter = locked(wall.matter, actor=actor)
    if not matter.members.filter(user=actor).exists():
        raise NotFound("wall.not_found", _("There is no such wall."))
    found, made = WallAcknowledgement.objects.get_or_create(
        wall=wall, user=actor, defaults={"acknowledged_at": clock.now()}
    )
    if made:
        record(matter, "matters.wall.acknowledged", actor=actor, after={"person": str(actor)})
    return found


def _take_down(wall: EthicalWall, action: str, *, reason: str, actor: User) -> None:
    wall.lifted_at = clock.now()
    wall.save(update_fields=["lifted_at"])
    before = {"screened": [str(s.user) for s in wall.screened.select_related("user").order_by("user_id")]}
    record(wall.matter, action, actor=actor, before=before, reason=reason)


def _check_end(expires_on: date | None) -> None:
    if expires_on is not None and expires_on <= clock.today():
        raise DomainError("wall.end_past", _("Choose a day that is still to come."), field="expires_on")


def _check(matter: Matter, people: list[User], reason: str) -> None:
    if not reason.strip():
        raise DomainError("wall.reason_missing", _("Say why the wall is needed."), field="reason")
    if not people:
        raise DomainError("wall.nobody", _("Name the people to screen off."), field="people")
    if any(person.pk == matter.lead_id for person in people):
        message = _("%(person)s leads this matter. Choose another lead first.")
        raise DomainError("wall.lead", message % {"person": matter.lead}, field="people")
    standing = ScreenedPerson.objects.filter(
        wall__matter=matter, wall__lifted_at__isnull=True, user__in=people
    ).select_related("user")
    if screened := standing.first():
        message = _("A standing wall screens %(person)s already.")
        raise DomainError("wall.already", message % {"person": screened.user}, field="people")
