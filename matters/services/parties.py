"""Parties of a matter: adding, changing, taking off."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.contacts.models import Contact
from legalops.kernel.errors import DomainError, NotFound
from matters.models import Matter, Party, PartyRole
from matters.services.conflicts.running import out_of_date
from matters.services.guards import locked

CHANGEABLE = ("role", "side", "since", "until", "note")


@transaction.atomic
def add_party(
    matter: Matter,
    contact: Contact,
    *,
    role: PartyRole,
    side: str = "",
    since: date | None = None,
    until: date | None = None,
    note: str = "",
    actor: User,
) -> Party:
    """Put a card on the matter in a role, on the role's usual side unless told otherwise.

    The matter's conflict check is run again. Raises NotFound for a card the actor does not see, DomainError
    "party.known" for a card that has this role already.
    """
    current = locked(matter, actor=actor)
    _refuse_hidden(contact, actor)
    _refuse_backwards(since, until)
    _refuse_twice(current, contact, role, until)
    party = Party.objects.create(
        matter=current, contact=contact, role=role, side=side or role.side, since=since, until=until,
        note=note.strip(),
    )  # fmt: skip
    record(current, "matters.party.added", actor=actor, after=_words(party))
    _look_again(party, actor)
    return party


@transaction.atomic
def change_party(party: Party, changes: Mapping[str, Any], *, actor: User) -> Party:
    """Change role, side, dates or note; what stays the same is not recorded. Raises as `add_party` does."""
    matter = locked(party.matter, actor=actor)
    current = Party.objects.select_for_update(of=("self",)).select_related("contact", "role").get(pk=party.pk)
    before = _words(current)
    for name in CHANGEABLE:
        if name in changes:
            setattr(current, name, changes[name])
    _refuse_backwards(current.since, current.until)
    _refuse_twice(matter, current.contact, current.role, current.until, but=current)
    after = _words(current)
    if after != before:
        current.save(update_fields=CHANGEABLE)
        record(matter, "matters.party.changed", actor=actor, before=before, after=after)
        _look_again(current, actor)
    return current


@transaction.atomic
def remove_party(party: Party, *, reason: str = "", actor: User) -> None:
    """Take off who never was a party; who no longer is one gets an end date instead."""
    matter = locked(party.matter, actor=actor)
    held = matter.parties.select_related("contact", "role").filter(pk=party.pk).first()
    if held is not None:
        record(matter, "matters.party.removed", actor=actor, before=_words(held), reason=reason.strip())
        held.delete()
        _look_again(held, actor)


@transaction.atomic
def move_parties(old: Contact, new: Contact, *, actor: User) -> None:
    """Two cards are one: its roles are those of both, on every matter, whoever sees it."""
    for party in Party.objects.filter(contact=old).select_related("matter", "role"):
        same = Party.objects.filter(
            matter=party.matter, contact=new, role=party.role, until__isnull=True
        ).exists()
        if same and party.until is None:
            party.delete()
        else:
            party.contact = new
            party.save(update_fields=["contact"])
        record(
            party.matter,
            "matters.party.changed",
            actor=actor,
            before={"party": old.name},
            after={"party": new.name},
        )
        out_of_date(party.matter, actor=actor)


def _refuse_hidden(contact: Contact, actor: User) -> None:
    seen = Contact.objects.all() if actor.is_system else Contact.objects.visible_to(actor)
    if not seen.live().filter(pk=contact.pk).exists():
        raise NotFound("contact.not_found", _("There is no such contact."))


def _refuse_backwards(since: date | None, until: date | None) -> None:
    if since and until and until <= since:
        raise DomainError("party.period", _("The end has to come after the start."), field="until")


def _refuse_twice(
    matter: Matter, contact: Contact, role: PartyRole, until: date | None, but: Party | None = None
) -> None:
    held = matter.parties.filter(contact=contact, role=role, until__isnull=True)
    if until is None and held.exclude(pk=but.pk if but else None).exists():
        message = _("%(party)s has the role “%(role)s” on this matter already.")
        raise DomainError("party.known", message % {"party": contact, "role": role}, field="role")


def _look_again(party: Party, actor: User) -> None:
    if party.role.screened:
        out_of_date(party.matter, actor=actor)


def _words(party: Party) -> dict[str, Any]:
    return {
        "party": party.contact.name,
        "role": party.role.name,
        "side": str(party.get_side_display()),
        "since": party.since.isoformat() if party.since else None,
        "until": party.until.isoformat() if party.until else None,
        "note": party.note,
    }
