"""Endpoints of routing rules and service levels, kept by the same services as the configuration's files."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.access.models import Role
from legalops.accounts.models import Team
from legalops.api.relations import PersonField, SeenBy
from legalops.api.viewsets import RecordViews
from legalops.calendars.models import BusinessCalendar
from legalops.workflows.models import Escalation, RoutingRule, SlaPolicy
from legalops.workflows.services.routing_rules import remove_rule, save_rule
from legalops.workflows.services.sla_policies import save_policy

_READ = frozenset({can.CONFIGURE, can.AUDIT_VIEW})
_WRITE = frozenset({can.CONFIGURE})


class Conditions(serializers.ListField):
    """What has to hold, as it is stored: field, operator and value each, or `any` with several of them."""

    child = serializers.DictField()

    def to_representation(self, stored: Any) -> Any:
        """As it is stored, to be sent back like that."""
        return stored


class RoutingRuleSerializer(serializers.ModelSerializer):
    """Who gets a new record of a kind when the conditions hold; rules are tried by position."""

    person = PersonField(allow_null=True, required=False)
    role = SeenBy("code", queryset=Role.objects.of_department(), allow_null=True, required=False)
    team = SeenBy("name", queryset=Team.objects.all(), allow_null=True, required=False)
    conditions = Conditions(required=False, max_length=50)

    class Meta:
        model = RoutingRule
        fields = (
            "id", "record_type", "position", "name", "conditions", "person", "role", "team", "choosing",
            "is_active",
        )  # fmt: skip
        validators = ()


class EscalationSerializer(serializers.ModelSerializer):
    """Who is told when a promise is at risk or broken, and which role gets the work then."""

    reassign_to = SeenBy("code", queryset=Role.objects.of_department(), allow_null=True, required=False)

    class Meta:
        model = Escalation
        fields = ("moment", "who", "reassign_to")


class SlaPolicySerializer(serializers.ModelSerializer):
    """A promise in business hours; `at_risk_share` is a percentage of them."""

    conditions = Conditions(required=False, max_length=50)
    hours = serializers.DecimalField(7, 2)
    calendar = SeenBy("code", queryset=BusinessCalendar.objects.all(), allow_null=True, required=False)
    escalations = EscalationSerializer(many=True, required=False, max_length=50)

    class Meta:
        model = SlaPolicy
        fields = (
            "id", "record_type", "position", "name", "conditions", "kind", "hours", "at_risk_share",
            "calendar", "is_active", "escalations",
        )  # fmt: skip
        validators = ()


class _Kept(RecordViews):
    """Configuration: it tells of no record."""

    area = "workflows"
    capabilities = {"create": _WRITE, "partial_update": _WRITE, "destroy": _WRITE, "*": _READ}
    filterset_fields = {"record_type": ["exact"], "is_active": ["exact"]}
    ordering_fields = ("position",)
    ordering = ("position",)
    http_method_names = ("get", "post", "patch", "head", "options")


class RoutingRuleViews(_Kept):
    """Routing rules."""

    queryset = RoutingRule.objects.none()
    serializer_class = RoutingRuleSerializer
    http_method_names = ("get", "post", "patch", "delete", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With who gets it."""
        return RoutingRule.objects.select_related("person", "role", "team")

    @extend_schema(responses={201: RoutingRuleSerializer})
    def create(self, request: Request) -> Response:
        """Add a rule."""
        return self.made(request, lambda given: save_rule(None, given, actor=request.user))

    @extend_schema(responses=RoutingRuleSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a rule."""
        rule, given = self.get_object(), self.taken(request, partial=True)
        return self.shown(save_rule(rule, given, actor=request.user))

    def destroy(self, request: Request, pk: str) -> Response:
        """Remove a rule; what it gave to people stays theirs."""
        remove_rule(self.get_object(), actor=request.user)
        return Response(status=204)


class SlaPolicyViews(_Kept):
    """Service levels; clocks refer to them, so that they are taken out of use and never removed."""

    queryset = SlaPolicy.objects.none()
    serializer_class = SlaPolicySerializer

    def queryset_for(self, user: Any) -> Any:
        """With escalations."""
        return SlaPolicy.objects.select_related("calendar").prefetch_related("escalations__reassign_to")

    @extend_schema(responses={201: SlaPolicySerializer})
    def create(self, request: Request) -> Response:
        """Add a service level."""
        return self.made(request, lambda given: save_policy(None, given, actor=request.user))

    @extend_schema(responses=SlaPolicySerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a service level; escalations that are sent replace all it has."""
        policy, given = self.get_object(), self.taken(request, partial=True)
        return self.shown(save_policy(policy, given, actor=request.user))
