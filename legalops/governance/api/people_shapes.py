"""People, as the API shows and takes them."""

from rest_framework import serializers

from legalops.access.models import Role
from legalops.accounts.models import Team, User
from legalops.api.relations import PersonField, SeenBy
from legalops.governance.tables import STATES


class PersonSerializer(serializers.ModelSerializer):
    """A person with roles and teams. `has_factor` says whether a second factor is set up."""

    roles = serializers.SerializerMethodField()
    teams = SeenBy("name", many=True, read_only=True)
    state = serializers.ChoiceField(list(STATES.items()), read_only=True)
    has_factor = serializers.BooleanField(read_only=True)
    last_in = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = User
        fields = (
            "id", "email", "full_name", "job_title", "state", "roles", "teams", "has_factor", "last_in",
            "date_joined",
        )  # fmt: skip

    def get_roles(self, person: User) -> list[str]:
        """Codes of the roles."""
        return sorted(one.role.code for one in person.role_assignments.all())


def _roles(_user: object) -> object:
    return Role.objects.all()


def _department_roles(_user: object) -> object:
    return Role.objects.of_department()


def _teams(_user: object) -> object:
    return Team.objects.all()


class Invitation(serializers.Serializer):
    """A new person of the department."""

    email = serializers.EmailField(max_length=254)
    full_name = serializers.CharField(max_length=150)
    job_title = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    roles = SeenBy("code", _department_roles, queryset=Role.objects.none(), many=True, required=False)
    teams = SeenBy("name", _teams, queryset=Team.objects.none(), many=True, required=False)


class Access(serializers.Serializer):
    """All roles and teams from now on. `own_loss_confirmed` where an administrator gives up being one."""

    roles = SeenBy("code", _roles, queryset=Role.objects.none(), many=True)
    teams = SeenBy("name", _teams, queryset=Team.objects.none(), many=True)
    own_loss_confirmed = serializers.BooleanField(default=False)


class OpenWorkSerializer(serializers.Serializer):
    """A kind of open work and how much of it."""

    kind = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField()
    successor_needed = serializers.BooleanField()


class Leaving(serializers.Serializer):
    """Who takes over, by kind of open work (see open-work); null gives up what need not be taken over."""

    successors = serializers.DictField(child=PersonField(allow_null=True), required=False, default=dict)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
