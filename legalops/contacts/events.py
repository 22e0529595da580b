"""Actions of contacts that the ledger knows, and what derived data follows.

An event of a card never names another card: who sees the one may not see the other.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "contacts.contact.added": "made the contact card",
    "contacts.contact.edited": "edited the contact card",
    "contacts.contact.merged": "merged another card into this one",
    "contacts.contact.merged_away": "merged this card into another",
    "contacts.name.added": "added a name",
    "contacts.name.removed": "took a name off",
    "contacts.identifier.added": "added an identifier",
    "contacts.identifier.removed": "took an identifier off",
    "contacts.relation.added": "added a relation",
    "contacts.relation.ended": "ended a relation",
    "contacts.relation.removed": "took a relation off",
}
LABELS = {
    "kind": _("Kind"),
    "other_name": _("Name"),
    "scheme": _("Identifier"),
    "value": _("Value"),
    "relation": _("Relation"),
    "card": _("Card"),
    "directory": _("In the directory"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "street": _("Street"),
    "city": _("City"),
    "postcode": _("Postcode"),
    "country": _("Country"),
    "note": _("Note"),
}
MARKS = {
    "contacts.contact.added": ("user-plus", "ok"),
    "contacts.contact.merged": ("users", "warn"),
    "contacts.contact.merged_away": ("users", "warn"),
    "contacts.relation.added": ("hierarchy", "neutral"),
}


@dataclass(frozen=True, slots=True)
class ContactChanged:
    """Names or relations of a card are not what they were."""

    contact_id: int
