"""Contact cards, as the API shows and takes them."""

from typing import Any

from rest_framework import serializers

from legalops.contacts.enums import NameKind, RelationKind, Scheme
from legalops.contacts.models import Contact, ContactIdentifier, ContactName, ContactRelation
from legalops.contacts.services.cards import EDITABLE


class NameShape(serializers.ModelSerializer):
    """Another name."""

    class Meta:
        model = ContactName
        fields = ("id", "kind", "name", "since", "until")


class IdentifierShape(serializers.ModelSerializer):
    """A number of a register or authority."""

    class Meta:
        model = ContactIdentifier
        fields = ("id", "scheme", "value")


class ContactShape(serializers.ModelSerializer):
    """A card with its other names and numbers."""

    names = NameShape(many=True, read_only=True)
    identifiers = IdentifierShape(many=True, read_only=True)

    class Meta:
        model = Contact
        fields = ("id", *EDITABLE, "names", "identifiers", "created_at", "version")


class NewContact(serializers.ModelSerializer):
    """What making a card takes. Left out, `directory` is true for courts and public authorities."""

    directory = serializers.BooleanField(required=False, allow_null=True, default=None)

    class Meta:
        model = Contact
        fields = EDITABLE


class ContactFields(serializers.ModelSerializer):
    """What changing a card takes."""

    class Meta:
        model = Contact
        fields = EDITABLE


class NewName(serializers.Serializer):
    """A name to add; the period is half-open."""

    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(NameKind.choices, default=NameKind.ALIAS)
    since = serializers.DateField(required=False, allow_null=True, default=None)
    until = serializers.DateField(required=False, allow_null=True, default=None)


class NewIdentifier(serializers.Serializer):
    """A number to add."""

    scheme = serializers.ChoiceField(Scheme.choices, default=Scheme.COMPANY)
    value = serializers.CharField(max_length=60)


class CardField(serializers.PrimaryKeyRelatedField):
    """A live card that the caller may see, by its id."""

    def get_queryset(self) -> Any:
        """Through the caller's eyes."""
        request = self.context.get("request")
        return Contact.objects.visible_to(request.user).live() if request else Contact.objects.none()


class MergeInto(serializers.Serializer):
    """The card that stays."""

    into = CardField(queryset=Contact.objects.none())


class RelationShape(serializers.ModelSerializer):
    """`source` is `kind` (“parent company of”) `target`; the period is half-open."""

    source = CardField(queryset=Contact.objects.none())
    target = CardField(queryset=Contact.objects.none())
    kind = serializers.ChoiceField(RelationKind.choices)

    class Meta:
        model = ContactRelation
        fields = ("id", "source", "target", "kind", "since", "until", "note")
        validators = ()


class RelationEnd(serializers.Serializer):
    """The day from which on it no longer holds; today when left out."""

    until = serializers.DateField(required=False, allow_null=True, default=None)
