"""Endpoints of roles and teams."""

from typing import Any

from django.db.models import Count, Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.access.models import Role
from legalops.accounts.models import Team, User
from legalops.api.permissions import InDepartment
from legalops.api.relations import PersonField
from legalops.api.viewsets import RecordViews
from legalops.governance.services.teams import change_team, make_team

_LOOKS = frozenset({can.PEOPLE_MANAGE, can.ACCESS_REVIEW, can.CONFIGURE})


class RoleSerializer(serializers.ModelSerializer):
    """A role: what it may do, and how many active people have it."""

    people = serializers.IntegerField(read_only=True)
    capabilities = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Role
        fields = ("code", "name", "description", "capabilities", "mfa_required", "people")


class TeamSerializer(serializers.ModelSerializer):
    """A team; its members see its matters."""

    members = PersonField(many=True, queryset=User.objects.none(), required=False)

    class Meta:
        model = Team
        fields = ("id", "name", "members")
        extra_kwargs = {"name": {"validators": []}}


class RoleViews(RecordViews):
    """Roles."""

    area = "people"
    capabilities = {"*": _LOOKS}
    queryset = Role.objects.none()
    serializer_class = RoleSerializer
    filterset_fields = {"mfa_required": ["exact"]}
    ordering_fields = ("name", "code")
    ordering = ("name",)
    lookup_field = "code"
    http_method_names = ("get", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With the number of people."""
        active = Count("assignments", filter=Q(assignments__user__is_active=True))
        return Role.objects.annotate(people=active)


class TeamViews(RecordViews):
    """Teams of the department."""

    area = "people"
    permission_classes = (InDepartment,)
    queryset = Team.objects.none()
    serializer_class = TeamSerializer
    filterset_fields = {"name": ["exact", "icontains"], "members__email": ["iexact"]}
    ordering_fields = ("name",)
    ordering = ("name",)
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With their members."""
        return Team.objects.prefetch_related("members")

    @extend_schema(responses={201: TeamSerializer})
    def create(self, request: Request) -> Response:
        """Make a team; for those who manage people."""
        return self.made(request, lambda given: make_team(**given, actor=request.user))

    @extend_schema(responses=TeamSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Rename a team, or say exactly who is on it; for those who manage people."""
        team, given = self.get_object(), self.taken(request, partial=True)
        change_team(team, **given, actor=request.user)
        return self.shown(team)
