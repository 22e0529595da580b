"""Parties as pages show them."""

from django.db.models import QuerySet

from legalops.contacts.models import Contact
from matters.enums import PartySide
from matters.models import Matter, Party

_ORDER = {PartySide.OURS: 0, PartySide.ADVERSE: 1, PartySide.NEUTRAL: 2}


def parties_of(matter: Matter) -> list[Party]:
    """Everybody on the matter: present ones before former ones, ours first, then the other side."""
    rows = matter.parties.select_related("contact", "role")
    return sorted(
        rows, key=lambda party: (party.until is not None, _ORDER[PartySide(party.side)], party.role.position)
    )


def parties_with(contact: Contact, user) -> QuerySet[Party]:
    """The card's roles on matters that the person sees, newest matters first."""
    rows = Party.objects.visible_to(user).filter(contact=contact)
    return rows.select_related("role", "matter__stage", "matter__lead").order_by("-matter__opened_on", "pk")
