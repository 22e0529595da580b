"""Definitions of custom fields as the API shows and takes them."""

from typing import Any

from rest_framework import serializers

from legalops.accounts.models import Team
from legalops.api.relations import PersonField, SeenBy
from legalops.fields.models import FieldChoice, FieldDefinition
from legalops.fields.selectors.definitions import knows_all
from legalops.kernel.texts import is_storable

# What says how a field works may name fields that the reader does not see.
_RULES = (
    "formula", "via", "looked_up", "shown_when", "required_when", "see_roles", "edit_roles",
)  # fmt: skip


class ChoiceSerializer(serializers.ModelSerializer):
    """A value that may be chosen; a retired one stays on records and is no longer offered."""

    retired = serializers.BooleanField(source="is_retired", required=False)

    class Meta:
        model = FieldChoice
        fields = ("code", "label", "retired")


class FieldSerializer(serializers.ModelSerializer):
    """A custom field. How it works (`formula`, conditions, roles) is told to administrators and auditors."""

    owner = PersonField(allow_null=True, required=False)
    owner_team = SeenBy("name", lambda _user: Team.objects.all(), allow_null=True, required=False)
    choices = ChoiceSerializer(many=True, required=False)
    shown_when = serializers.ListField(child=serializers.DictField(), max_length=50, required=False)
    required_when = serializers.ListField(child=serializers.DictField(), max_length=50, required=False)

    class Meta:
        model = FieldDefinition
        fields = (
            "id", "record_type", "code", "label", "kind", "help_text", "why", "meaning", "owner",
            "owner_team", "owner_role", "section", "position", "sub_types", "choices", "places",
            "currency", "target",
            "minimum", "maximum", "pattern", "is_unique", "default", "asked_at_opening", "is_required",
            "required_from", "outsiders_see", "is_searchable", *_RULES, "retired_at", "created_at",
        )  # fmt: skip
        read_only_fields = ("retired_at", "created_at")
        validators = ()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse text in conditions that the database cannot hold."""
        for name in ("shown_when", "required_when"):
            if not is_storable(attrs.get(name)):
                raise serializers.ValidationError({name: "Leave out characters that are no text."})
        return attrs

    def to_representation(self, row: FieldDefinition) -> dict[str, Any]:
        """Without how it works, for who may not know all fields."""
        shown = super().to_representation(row)
        if not knows_all(self.context["request"].user):
            for name in _RULES:
                shown.pop(name)
        return shown
