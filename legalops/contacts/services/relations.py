"""Relations between two cards, of which the actor sees both."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import Entry, record_many
from legalops.contacts.enums import INVERSE, RelationKind
from legalops.contacts.events import ContactChanged
from legalops.contacts.models import Contact, ContactRelation
from legalops.contacts.services.guards import locked, refuse_backwards
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.kernel.events import publish


@transaction.atomic
def relate(
    source: Contact,
    target: Contact,
    *,
    kind: str,
    since: date | None = None,
    until: date | None = None,
    note: str = "",
    actor: User,
) -> ContactRelation:
    """Say that `source` is `kind` of `target`. Raises DomainError for a card and itself, for a relation that
    stands already, and for the opposite of one (two companies, each the parent of the other).
    """
    if source.pk == target.pk:
        raise DomainError("relation.itself", _("A card has no relation to itself."), field="target")
    refuse_backwards(since, until)
    first, second = _both(source, target, actor=actor)
    standing = ContactRelation.objects.filter(kind=kind, until__isnull=True)
    if standing.filter(source=first, target=second).exists():
        raise DomainError("relation.known", _("This relation stands already."), field="target")
    if standing.filter(source=second, target=first).exists():
        message = _("The other card is “%(relation)s” this one already. End that first.")
        label = RelationKind(kind).label
        raise DomainError("relation.opposite", message % {"relation": label}, field="kind")
    made = ContactRelation.objects.create(
        source=first, target=second, kind=kind, since=since, until=until, note=note.strip()
    )
    _told(made, "contacts.relation.added", actor=actor)
    return made


@transaction.atomic
def end_relation(relation: ContactRelation, *, until: date | None = None, actor: User) -> ContactRelation:
    """The relation holds until this day (today), not included; its past still counts in conflict checks."""
    current = _current(relation, actor=actor)
    until = until or clock.today()
    refuse_backwards(current.since, until)
    if current.until != until:
        current.until = until
        current.save(update_fields=["until"])
        _told(current, "contacts.relation.ended", actor=actor)
    return current


@transaction.atomic
def remove_relation(relation: ContactRelation, *, actor: User) -> None:
    """Take a relation off that never was; one that ended is ended instead."""
    current = _current(relation, actor=actor)
    _told(current, "contacts.relation.removed", actor=actor)
    current.delete()


def _both(source: Contact, target: Contact, *, actor: User) -> tuple[Contact, Contact]:
    """Both cards locked, always in the same order."""
    held = {card.pk: locked(card, actor=actor) for card in sorted((source, target), key=lambda c: c.pk)}
    return held[source.pk], held[target.pk]


def _current(relation: ContactRelation, *, actor: User) -> ContactRelation:
    source, target = _both(relation.source, relation.target, actor=actor)
    current = ContactRelation.objects.select_for_update().get(pk=relation.pk)
    current.source, current.target = source, target
    return current


def _told(relation: ContactRelation, action: str, *, actor: User) -> None:
    """On both cards, each naming the other by its number only."""
    kind = RelationKind(relation.kind)
    dates = {"since": relation.since, "until": relation.until}
    record_many(
        [
            Entry(
                relation.source,
                action,
                after={"relation": str(kind.label), "card": relation.target_id} | dates,
            ),
            Entry(
                relation.target,
                action,
                after={"relation": str(INVERSE[kind]), "card": relation.source_id} | dates,
            ),
        ],
        actor=actor,
    )
    publish(ContactChanged(relation.source_id))
    publish(ContactChanged(relation.target_id))
