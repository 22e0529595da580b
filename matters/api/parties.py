"""Endpoints of parties and their roles."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.relations import SeenBy
from legalops.api.viewsets import RecordViews
from legalops.contacts.models import Contact
from matters.enums import PartySide
from matters.models import Matter, Party, PartyRole
from matters.services import parties

READ = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})
_READS = {"list": READ, "retrieve": READ, "metadata": READ, "*": frozenset({can.MATTERS_EDIT})}


class CardField(serializers.PrimaryKeyRelatedField):
    """A live contact card that the caller may see, by its id."""

    def get_queryset(self) -> Any:
        """Through the caller's eyes."""
        request = self.context.get("request")
        return Contact.objects.visible_to(request.user).live() if request else Contact.objects.none()


class RoleField(SeenBy):
    """A role in use, by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("code", lambda _user: PartyRole.objects.filter(is_active=True), **kwargs)


class PartyShape(serializers.ModelSerializer):
    """A contact card on a matter, in a role and on a side; the period is half-open."""

    matter = SeenBy("number", Matter.objects.visible_to)
    contact = CardField(queryset=Contact.objects.none())
    name = serializers.CharField(source="contact.name", read_only=True)
    role = RoleField()
    side = serializers.ChoiceField(PartySide.choices, required=False, allow_blank=True, default="")

    class Meta:
        model = Party
        fields = ("id", "matter", "contact", "name", "role", "side", "since", "until", "note")
        validators = ()


class PartyFields(serializers.ModelSerializer):
    """What changing a party takes."""

    role = RoleField()

    class Meta:
        model = Party
        fields = ("role", "side", "since", "until", "note")
        validators = ()


class PartyRoleShape(serializers.ModelSerializer):
    """What somebody can be on a matter."""

    class Meta:
        model = PartyRole
        fields = ("id", "code", "name", "side", "screened", "position", "is_active")


class PartyViews(RecordViews):
    """Parties of matters."""

    area = "matters"
    capabilities = _READS
    queryset = Party.objects.none()
    serializer_class = PartyShape
    takes = {"partial_update": PartyFields}
    filterset_fields = {
        "matter__number": ["exact"],
        "contact": ["exact"],
        "role__code": ["exact"],
        "side": ["exact"],
        "until": ["isnull"],
    }
    http_method_names = ("get", "post", "patch", "delete", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With matter, card and role."""
        return Party.objects.visible_to(user).select_related("matter", "contact", "role")

    @extend_schema(responses={201: PartyShape})
    def create(self, request: Request) -> Response:
        """Put a card on a matter; its conflict check runs again by itself."""
        return self.made(
            request,
            lambda given: parties.add_party(
                given.pop("matter"), given.pop("contact"), **given, actor=request.user
            ),
        )

    @extend_schema(responses=PartyShape)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change role, side, dates or note."""
        party = self.get_object()
        given = self.taken(request, partial=True)
        return self.shown(parties.change_party(party, given, actor=request.user))

    def destroy(self, request: Request, pk: str) -> Response:
        """Take off who never was a party."""
        parties.remove_party(self.get_object(), actor=request.user)
        return Response(status=204)


class PartyRoleViews(RecordViews):
    """Roles that parties can have."""

    area = "matters"
    capabilities = {"*": READ}
    queryset = PartyRole.objects.none()
    serializer_class = PartyRoleShape
    filterset_fields = {"is_active": ["exact"], "side": ["exact"]}
    ordering_fields = ("position",)
    ordering = ("position", "pk")
    lookup_field = "code"
    http_method_names = ("get", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """All of them."""
        return PartyRole.objects.all()
