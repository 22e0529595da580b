"""Endpoints of roles and teams."""

from typing import Any

from django.db.models import Count, Q
from rest_framework import serializers

from legalops.access import capabilities as can
from legalops.access.models import Role
from legalops.accounts.models import Team
from legalops.api.permissions import InDepartment
from legalops.api.relations import SeenBy
from legalops.api.viewsets import RecordViews

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

    members = SeenBy("email", many=True, read_only=True)

    class Meta:
        model = Team
        fields = ("id", "name", "members")


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
    http_method_names = ("get", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With their members."""
        return Team.objects.prefetch_related("members")
