"""A card as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from legalops.accounts.models import User
from legalops.contacts.enums import INVERSE, RelationKind
from legalops.contacts.models import Contact, ContactRelation
from legalops.contacts.querysets import ContactQuerySet


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A relation read from one card: “Subsidiary of” and the other card."""

    relation: ContactRelation
    words: Any
    other: Contact

    @property
    def since(self) -> date | None:
        """From this day on."""
        return self.relation.since

    @property
    def until(self) -> date | None:
        """Until this day, not included."""
        return self.relation.until


def contact_rows(user: User) -> ContactQuerySet:
    """Live cards that the person may see."""
    return Contact.objects.visible_to(user).live()


def successor_of(pk: int, user: User) -> Contact | None:
    """The card that replaced a merged one, if the person may see it."""
    return contact_rows(user).filter(merged__pk=pk).first()


def relations_of(contact: Contact, user: User) -> Sequence[RelationLine]:
    """The card's relations of which the person sees the other side too, standing ones first."""
    rows: QuerySet[ContactRelation] = ContactRelation.objects.visible_to(user).filter(
        Q(source=contact) | Q(target=contact)
    )
    lines = [_line(each, contact) for each in rows.select_related("source", "target")]
    return sorted(lines, key=lambda line: (line.until is not None, str(line.words), line.other.name))


def _line(relation: ContactRelation, contact: Contact) -> RelationLine:
    kind = RelationKind(relation.kind)
    if relation.source_id == contact.pk:
        return RelationLine(relation, kind.label, relation.target)
    return RelationLine(relation, INVERSE[kind], relation.source)
