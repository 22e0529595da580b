"""Making and changing cards."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.contacts.enums import PUBLIC_KINDS, ContactKind, NameKind
from legalops.contacts.events import ContactChanged
from legalops.contacts.models import Contact, ContactName
from legalops.contacts.services.guards import locked, text_of
from legalops.kernel import clock
from legalops.kernel.errors import Conflict
from legalops.kernel.events import publish

EDITABLE = (
    "name", "kind", "email", "phone", "street", "postcode", "city", "country", "note", "directory",
)  # fmt: skip


@transaction.atomic
def add_contact(
    *,
    name: str,
    kind: str = ContactKind.ORGANISATION,
    directory: bool | None = None,
    actor: User,
    **more: Any,
) -> Contact:
    """Make a card. Courts and public authorities stand in the directory unless told otherwise.

    `more` are fields named in EDITABLE. Raises DomainError for an empty name.
    """
    if directory is None:
        directory = kind in PUBLIC_KINDS
    fields = {key: value for key, value in more.items() if key in EDITABLE}
    contact = Contact.objects.create(
        name=text_of(name, field="name"), kind=kind, directory=directory, created_by=actor, **_tidy(fields)
    )
    after = {"name": contact.name, "kind": str(ContactKind(kind).label), "directory": directory}
    record(contact, "contacts.contact.added", actor=actor, after=after)
    publish(ContactChanged(contact.pk))
    return contact


@transaction.atomic
def edit_contact(
    contact: Contact,
    changes: Mapping[str, Any],
    *,
    keep_former: bool = True,
    version: int | None = None,
    renamed_on: date | None = None,
    actor: User,
) -> Contact:
    """Change fields named in EDITABLE; what stays the same is not recorded.

    A new name keeps the old one as a former name until `renamed_on` (today), unless it was only a slip of
    the pen (`keep_former=False`). `version` is the one the person looked at; Conflict when it has changed.
    """
    current = locked(contact, actor=actor)
    if version is not None and version != current.version:
        message = _("Someone else changed this card. Look at it again, then make your change.")
        raise Conflict("contact.changed", message)
    wanted = _tidy({key: value for key, value in changes.items() if key in EDITABLE})
    changed = {key: value for key, value in wanted.items() if getattr(current, key) != value}
    if not changed:
        return current
    before = {key: getattr(current, key) for key in changed}
    if "name" in changed and keep_former:
        _keep_former(current, changed["name"], renamed_on or clock.today())
    for key, value in changed.items():
        setattr(current, key, value)
    current.version += 1
    current.save(update_fields=[*changed, "version"])
    record(current, "contacts.contact.edited", actor=actor, before=before, after=changed)
    publish(ContactChanged(current.pk))
    return current


def _keep_former(contact: Contact, new: str, on: date) -> None:
    """The present name becomes a former one; the new one is no other name any more."""
    contact.names.filter(name=new).delete()
    ContactName.objects.get_or_create(
        contact=contact, name=contact.name, defaults={"kind": NameKind.FORMER, "until": on}
    )


def _tidy(fields: Mapping[str, Any]) -> dict[str, Any]:
    tidy = {key: value.strip() if isinstance(value, str) else value for key, value in fields.items()}
    if "name" in tidy:
        tidy["name"] = text_of(tidy["name"], field="name")
    if tidy.get("country"):
        tidy["country"] = tidy["country"].upper()
    return tidy
