"""Other names and identifiers of a card."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.contacts.enums import NameKind, Scheme
from legalops.contacts.events import ContactChanged
from legalops.contacts.models import Contact, ContactIdentifier, ContactName
from legalops.contacts.services.guards import locked, refuse_backwards, text_of
from legalops.kernel.errors import DomainError
from legalops.kernel.events import publish


@transaction.atomic
def add_name(
    contact: Contact,
    *,
    name: str,
    kind: str = NameKind.ALIAS,
    since: date | None = None,
    until: date | None = None,
    actor: User,
) -> ContactName:
    """Add another name, with the days between which it was in use. Raises DomainError for one it has."""
    current = locked(contact, actor=actor)
    refuse_backwards(since, until)
    text = text_of(name, field="name")
    if text == current.name or current.names.filter(name=text).exists():
        raise DomainError("contact.name_known", _("The card has this name already."), field="name")
    made = current.names.create(name=text, kind=kind, since=since, until=until)
    after = {"other_name": text, "kind": str(made.get_kind_display()), "since": since, "until": until}
    record(current, "contacts.name.added", actor=actor, after=after)
    publish(ContactChanged(current.pk))
    return made


@transaction.atomic
def remove_name(name: ContactName, *, actor: User) -> None:
    """Take a name off; taking off what is gone changes nothing."""
    current = locked(name.contact, actor=actor)
    gone, _rows = current.names.filter(pk=name.pk).delete()
    if gone:
        record(current, "contacts.name.removed", actor=actor, before={"other_name": name.name})
        publish(ContactChanged(current.pk))


@transaction.atomic
def add_identifier(
    contact: Contact, *, scheme: str = Scheme.COMPANY, value: str, actor: User
) -> ContactIdentifier:
    """Add a number of a register or authority. Raises DomainError for one the card has."""
    current = locked(contact, actor=actor)
    text = text_of(value, field="value").upper()
    made, new = current.identifiers.get_or_create(scheme=scheme, value=text)
    if not new:
        raise DomainError("contact.identifier_known", _("The card has this number already."), field="value")
    after = {"scheme": str(made.get_scheme_display()), "value": text}
    record(current, "contacts.identifier.added", actor=actor, after=after)
    return made


@transaction.atomic
def remove_identifier(identifier: ContactIdentifier, *, actor: User) -> None:
    """Take an identifier off; taking off what is gone changes nothing."""
    current = locked(identifier.contact, actor=actor)
    gone, _rows = current.identifiers.filter(pk=identifier.pk).delete()
    if gone:
        before = {"scheme": str(identifier.get_scheme_display()), "value": identifier.value}
        record(current, "contacts.identifier.removed", actor=actor, before=before)
