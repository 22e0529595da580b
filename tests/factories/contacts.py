"""Contact cards and parties."""

from legalops.accounts.models import User
from legalops.contacts.models import Contact
from legalops.contacts.services import add_contact
from matters.models import Matter, Party, PartyRole
from tests.factories.people import make_person


def make_contact(name: str = "Northgate Logistics GmbH", *, by: User | None = None, **fields) -> Contact:
    """A card made by somebody who edits matters."""
    return add_contact(name=name, actor=by or make_person("paralegal"), **fields)


def make_party(matter: Matter, contact: Contact | str, role: str = "counterparty", **fields) -> Party:
    """A party straight into the table: no check follows."""
    if isinstance(contact, str):
        contact = make_contact(contact)
    found = PartyRole.objects.get(code=role)
    return Party.objects.create(matter=matter, contact=contact, role=found, **{"side": found.side, **fields})
