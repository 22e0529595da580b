"""Two cards that turn out to be one."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import Entry, record_many
from legalops.contacts import registry
from legalops.contacts.enums import NameKind
from legalops.contacts.events import ContactChanged
from legalops.contacts.models import Contact, ContactRelation
from legalops.contacts.services.cards import EDITABLE
from legalops.contacts.services.guards import locked
from legalops.kernel.errors import DomainError
from legalops.kernel.events import publish

_KEPT = ("name", "kind", "directory")


@transaction.atomic
def merge_contacts(duplicate: Contact, into: Contact, *, actor: User) -> Contact:
    """Everything of `duplicate` becomes that of `into`; its address leads there from now on.

    Its name stays as another name; what `into` does not say is taken over. The actor sees both. Raises
    DomainError for a card and itself.
    """
    if duplicate.pk == into.pk:
        raise DomainError("contact.same", _("Choose another card."), field="into")
    held = {card.pk: locked(card, actor=actor) for card in sorted((duplicate, into), key=lambda c: c.pk)}
    old, new = held[duplicate.pk], held[into.pk]
    _take_facts(old, new)
    _take_names(old, new)
    _take_relations(old, new)
    for use in registry.uses():
        use.move(old, new, actor=actor)
    Contact.objects.filter(merged_into=old).update(merged_into=new)
    old.merged_into = new
    old.save(update_fields=["merged_into"])
    record_many(
        [
            Entry(old, "contacts.contact.merged_away", after={"card": new.pk}),
            Entry(new, "contacts.contact.merged", after={"card": old.pk}),
        ],
        actor=actor,
    )
    publish(ContactChanged(new.pk))
    publish(ContactChanged(old.pk))
    return new


def _take_facts(old: Contact, new: Contact) -> None:
    missing = [
        name for name in EDITABLE if name not in _KEPT and not getattr(new, name) and getattr(old, name)
    ]
    for name in missing:
        setattr(new, name, getattr(old, name))
    new.version += 1
    new.save(update_fields=[*missing, "version"])


def _take_names(old: Contact, new: Contact) -> None:
    known = {new.name, *new.names.values_list("name", flat=True)}
    if old.name not in known:
        new.names.create(name=old.name, kind=NameKind.ALIAS)
        known.add(old.name)
    for name in old.names.exclude(name__in=known):
        name.contact = new
        name.save(update_fields=["contact"])
    numbers = set(new.identifiers.values_list("scheme", "value"))
    for number in old.identifiers.all():
        if (number.scheme, number.value) not in numbers:
            number.contact = new
            number.save(update_fields=["contact"])


def _take_relations(old: Contact, new: Contact) -> None:
    """Relations between the two, and those the other has already, are gone."""
    ContactRelation.objects.filter(source=old, target=new).delete()
    ContactRelation.objects.filter(source=new, target=old).delete()
    for mine, other in (("source", "target"), ("target", "source")):
        held = ContactRelation.objects.filter(**{mine: new}, until__isnull=True)
        standing = set(held.values_list("kind", other))
        for relation in ContactRelation.objects.filter(**{mine: old}):
            if relation.until is None and (relation.kind, getattr(relation, f"{other}_id")) in standing:
                relation.delete()
            else:
                setattr(relation, mine, new)
                relation.save(update_fields=[mine])
