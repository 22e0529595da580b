"""Who sees which card (ADR 12): through a matter, from the directory, or because one has just made it."""

from typing import Self

from django.db.models import Exists, OuterRef, Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of
from legalops.contacts import registry

SEES = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})


class ContactQuerySet(ScopedQuerySet):
    """Contact cards."""

    def visible_to(self, user) -> Self:
        """Cards of the directory, those on a record that the person sees, and own ones not used yet.

        A card on hidden records alone does not exist, whoever made it: deny beats allow.
        """
        if capabilities_of(user).isdisjoint(SEES):
            return self.none()
        seen, unused = Q(directory=True), Q(created_by=user)
        for use in registry.uses():
            seen |= Q(Exists(use.seen_by(user).filter(contact=OuterRef("pk"))))
            unused &= ~Q(Exists(use.all_rows().filter(contact=OuterRef("pk"))))
        return self.filter(seen | unused)

    def live(self) -> Self:
        """Cards that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def matching(self, text: str) -> Self:
        """Cards of which any name or identifier contains the text."""
        kinds = self.model._meta
        named = kinds.get_field("names").related_model.objects.filter(
            contact=OuterRef("pk"), name__icontains=text
        )
        numbered = kinds.get_field("identifiers").related_model.objects.filter(
            contact=OuterRef("pk"), value__iexact=text
        )
        return self.filter(Q(name__icontains=text) | Q(Exists(named)) | Q(Exists(numbered)))


class OfContactQuerySet(ScopedQuerySet):
    """Names and identifiers: seen by whoever sees the card."""

    def visible_to(self, user) -> Self:
        """Through the card."""
        contacts = self.model._meta.get_field("contact").related_model
        return self.filter(contact__in=contacts.objects.visible_to(user).order_by().values("pk"))


class RelationQuerySet(ScopedQuerySet):
    """Relations name two cards: whoever does not see both sees none."""

    def visible_to(self, user) -> Self:
        """Through both cards."""
        contacts = self.model._meta.get_field("source").related_model
        seen = contacts.objects.visible_to(user).order_by().values("pk")
        return self.filter(source__in=seen, target__in=seen)
