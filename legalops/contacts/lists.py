"""The list of contacts: its saved views, and what can be changed of many cards at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.contacts.enums import ContactKind
from legalops.contacts.filters import ContactFilters
from legalops.contacts.models import Contact
from legalops.contacts.querysets import SEES
from legalops.contacts.selectors.cards import contact_rows
from legalops.contacts.services import edit_contact
from legalops.contacts.tables import ContactTable, url_of
from legalops.lists.bulk.declaring import BulkRows
from legalops.lists.bulk.registry import register_change
from legalops.lists.services.shipped import ShippedView, install_views
from legalops.web import lists
from legalops.web.lists import ListSpec

SPEC = ListSpec(_("Contacts"), "contacts:list", ContactTable, ContactFilters, contact_rows, SEES)
CONTACTS = BulkRows(SPEC.id, frozenset({can.MATTERS_EDIT}), contact_rows, url_of)


def _write_kind(contact: Contact, value: str, actor: Any) -> None:
    edit_contact(contact, {"kind": value}, actor=actor)


KIND = CONTACTS.field(
    "contacts.kind",
    _("Kind"),
    lambda _user: forms.ChoiceField(label=_("Kind"), choices=ContactKind.choices),
    read=lambda contact: str(contact.get_kind_display()),
    held=lambda contact: contact.kind,
    write=_write_kind,
    order=10,
)


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(SPEC)
    register_change(KIND)


def install() -> None:
    """Add the shipped views that were never there."""
    install_views(
        SPEC,
        [
            ShippedView("organisations", _t("Organisations"), {"kind": ["organisation"]}),
            ShippedView("people", _t("People"), {"kind": ["person"]}),
            ShippedView("courts", _t("Courts and authorities"), {"kind": ["court", "authority"]}),
        ],
    )
