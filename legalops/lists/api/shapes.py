"""Saved views as the API shows and takes them."""

from rest_framework import serializers

from legalops.access.models import Role
from legalops.accounts.models import Team
from legalops.api.relations import PersonField
from legalops.lists.enums import Sharing
from legalops.lists.models import SavedView


class SavedViewSerializer(serializers.ModelSerializer):
    """A list's parameters under a name: `params` maps names of the list's address to lists of values."""

    list = serializers.CharField(source="list_id", max_length=60)
    params = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(max_length=200), max_length=100),
        required=False,
    )
    sharing = serializers.ChoiceField(Sharing.choices, required=False)
    roles = serializers.SlugRelatedField("code", queryset=Role.objects.all(), many=True, required=False)
    teams = serializers.SlugRelatedField("name", queryset=Team.objects.all(), many=True, required=False)
    owner = PersonField(read_only=True, allow_null=True)

    class Meta:
        model = SavedView
        fields = ("id", "list", "name", "params", "sharing", "roles", "teams", "owner", "version")
        read_only_fields = ("version",)


class NewView(SavedViewSerializer):
    """A view to save; one `for_department` has no owner and is for whoever configures the product to make."""

    for_department = serializers.BooleanField(default=False)

    class Meta(SavedViewSerializer.Meta):
        fields = (*SavedViewSerializer.Meta.fields, "for_department")  # type: ignore[assignment]


class ChangedView(SavedViewSerializer):
    """What can be changed of a view: all but its list."""

    class Meta(SavedViewSerializer.Meta):
        fields = ("name", "params", "sharing", "roles", "teams")  # type: ignore[assignment]

    list = None  # type: ignore[assignment]
    owner = None  # type: ignore[assignment]
