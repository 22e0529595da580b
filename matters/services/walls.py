"""Ethical walls: raised and lifted with a reason, in force from that moment (ADR 3)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from matters.models import EthicalWall, Matter, ScreenedPerson
from matters.services.guards import locked, may_wall
from matters.services.people import take_off_screened


@transaction.atomic
def raise_wall(matter: Matter, people: Iterable[User], *, reason: str, actor: User) -> EthicalWall:
    """Screen people off the matter: from the commit on it does not exist for them, whatever their roles.

    They are taken off the matter too. Raises DomainError without people or reason, for the lead, and when a
    standing wall screens someone of them already.
    """
    current = locked(matter, actor=actor, allowed=may_wall)
    people = sorted(set(people), key=lambda person: person.pk)
    _check(current, people, reason)
    wall = EthicalWall.objects.create(
        matter=current, reason=reason.strip(), raised_by=actor, raised_at=clock.now()
    )
    ScreenedPerson.objects.bulk_create([ScreenedPerson(wall=wall, user=person) for person in people])
    for person in people:
        take_off_screened(current, person, actor=actor)
    after = {"screened": [str(person) for person in people]}
    record(current, "matters.wall.raised", actor=actor, after=after, reason=wall.reason)
    return wall


@transaction.atomic
def lift_wall(wall: EthicalWall, *, reason: str, actor: User) -> EthicalWall:
    """Take a wall down, with a reason; the row stays. Lifting it twice records once."""
    matter = locked(wall.matter, actor=actor, allowed=may_wall)
    current = EthicalWall.objects.select_for_update(of=("self",)).get(pk=wall.pk)
    if current.lifted_at is not None:
        return current
    if not reason.strip():
        raise DomainError("wall.reason_missing", _("Say why the wall can be lifted."), field="reason")
    current.lifted_at = clock.now()
    current.save(update_fields=["lifted_at"])
    before = {"screened": [str(s.user) for s in current.screened.select_related("user").order_by("user_id")]}
    record(matter, "matters.wall.lifted", actor=actor, before=before, reason=reason.strip())
    return current


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
