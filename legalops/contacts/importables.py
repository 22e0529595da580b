"""Contacts as records that can be imported, told apart by their name and kind."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.contacts.enums import ContactKind
from legalops.contacts.models import Contact
from legalops.contacts.services import add_contact, edit_contact
from legalops.imports import registry, texts
from legalops.imports.registry import Column, ColumnKind, Importable, Match, Values

_FIELDS = ("name", "kind", "email", "phone", "street", "postcode", "city", "country", "note", "directory")


def register() -> None:
    """Called once, when the app is ready."""
    registry.register(CONTACTS)


def _match(user: Any, rows: Sequence[Values]) -> list[Match]:
    """Cards that the person sees, by name and, where the file says it, by kind."""
    names = {row["name"] for row in rows}
    found: dict[str, list[Contact]] = {}
    for each in Contact.objects.visible_to(user).live().filter(name__in=names).order_by("pk"):
        found.setdefault(each.name, []).append(each)
    return [Match(_one(found.get(row["name"], []), row.get("kind"))) for row in rows]


def _one(cards: list[Contact], kind: str | None) -> Contact | None:
    return next((each for each in cards if kind is None or each.kind == kind), None)


def _kinds() -> list[tuple[str, str]]:
    return [(each.value, str(each.label)) for each in ContactKind]


CONTACTS = Importable(
    code="contacts",
    label=_("Contact"),
    plural=_("Contacts"),
    capabilities=frozenset({can.MATTERS_EDIT}),
    columns=(
        Column("name", _("Name"), required=True, example="Northgate Logistics GmbH",
               aliases=("company", "organisation", "organization", "contact", "full name", "party")),
        Column("kind", _("Kind"), ColumnKind.CHOICE, choices=_kinds, example="Organisation",
               aliases=("type", "contact type")),
        Column("email", _("E-mail"), most=254, example="info@northgate.example", aliases=("mail", "e mail")),
        Column("phone", _("Phone"), most=40, example="+49 40 5550100", aliases=("telephone", "tel")),
        Column("street", _("Street"), example="Hafenstrasse 4", aliases=("address", "address line 1")),
        Column("postcode", _("Postcode"), most=20, example="20457", aliases=("zip", "postal code")),
        Column("city", _("City"), most=80, example="Hamburg", aliases=("town",)),
        Column("country", _("Country"), clean=texts.country, example="DE", aliases=("country code",)),
        Column("note", _("Note"), most=2000, aliases=("notes", "comment"), example=""),
        Column("directory", _("In the directory"), ColumnKind.BOOLEAN, example="no", aliases=("public",)),
    ),
    key=("name", "kind"),
    model=Contact,
    match=_match,
    read=lambda contact: {name: getattr(contact, name) for name in _FIELDS},
    create=lambda values, actor: add_contact(**values, actor=actor),
    update=lambda contact, changes, actor: edit_contact(contact, changes, actor=actor),
    address=lambda contact: reverse("contacts:contact", args=[contact.pk]),
    shown_to=lambda user: Contact.objects.visible_to(user).live(),
)  # fmt: skip
