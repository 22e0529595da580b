"""Endpoints of contact cards and their relations."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.viewsets import RecordViews
from legalops.contacts.api import shapes
from legalops.contacts.models import Contact, ContactRelation
from legalops.contacts.querysets import SEES
from legalops.contacts.services import (
    add_contact,
    add_identifier,
    add_name,
    edit_contact,
    end_relation,
    merge_contacts,
    relate,
)

_READS = {"list": SEES, "retrieve": SEES, "metadata": SEES, "*": frozenset({can.MATTERS_EDIT})}


class ContactFilter(django_filters.FilterSet):
    """What a list of contacts may be narrowed by."""

    q = django_filters.CharFilter(method="find", help_text="Part of any name, or an identifier")

    class Meta:
        model = Contact
        fields = ("kind", "country", "directory")

    def find(self, queryset: Any, _name: str, text: str) -> Any:
        """Any name contains the text, or a number is it."""
        return queryset.matching(text.strip())


class ContactViews(RecordViews):
    """Contact cards."""

    area = "contacts"
    capabilities = _READS
    queryset = Contact.objects.none()
    serializer_class = shapes.ContactShape
    takes = {
        "create": shapes.NewContact,
        "partial_update": shapes.ContactFields,
        "names": shapes.NewName,
        "identifiers": shapes.NewIdentifier,
        "merge": shapes.MergeInto,
    }
    filterset_class = ContactFilter
    ordering_fields = ("name", "created_at")
    ordering = ("name", "pk")
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """Live cards, with names and numbers."""
        seen = Contact.objects.visible_to(user).live()
        return seen.prefetch_related("names", "identifiers")

    @extend_schema(responses={201: shapes.ContactShape})
    def create(self, request: Request) -> Response:
        """Make a card."""
        return self.made(request, lambda given: add_contact(**given, actor=request.user))

    @extend_schema(responses=shapes.ContactShape)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a card; a new name keeps the old one as a former name."""
        return self.changed(
            request,
            lambda card, given, version: edit_contact(card, given, version=version, actor=request.user),
        )

    @extend_schema(responses=shapes.ContactShape)
    @action(detail=True, methods=["post"])
    def names(self, request: Request, pk: str) -> Response:
        """Add another name."""
        return self.acted(request, lambda card, given: add_name(card, **given, actor=request.user))

    @extend_schema(responses=shapes.ContactShape)
    @action(detail=True, methods=["post"])
    def identifiers(self, request: Request, pk: str) -> Response:
        """Add a number."""
        return self.acted(request, lambda card, given: add_identifier(card, **given, actor=request.user))

    @extend_schema(responses={200: shapes.ContactShape, 204: None})
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        """Merge this card into another; it is no longer shown afterwards (204)."""
        return self.acted(
            request, lambda card, given: merge_contacts(card, given["into"], actor=request.user)
        )


class RelationViews(RecordViews):
    """Relations between two cards, of which the caller sees both."""

    area = "contacts"
    capabilities = _READS
    queryset = ContactRelation.objects.none()
    serializer_class = shapes.RelationShape
    takes = {"end": shapes.RelationEnd}
    filterset_fields = {"source": ["exact"], "target": ["exact"], "kind": ["exact"]}
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With both cards."""
        return ContactRelation.objects.visible_to(user).select_related("source", "target")

    @extend_schema(responses={201: shapes.RelationShape})
    def create(self, request: Request) -> Response:
        """Say how two cards stand to one another."""
        return self.made(
            request,
            lambda given: relate(given.pop("source"), given.pop("target"), **given, actor=request.user),
        )

    @extend_schema(responses=shapes.RelationShape)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """The relation no longer holds."""
        return self.acted(
            request, lambda relation, given: end_relation(relation, **given, actor=request.user)
        )
