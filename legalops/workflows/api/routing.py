"""Endpoints of routing rules and service levels, to be read; the console and configuration change them."""

from typing import Any

from rest_framework import serializers

from legalops.access import capabilities as can
from legalops.api.relations import PersonField, SeenBy
from legalops.api.viewsets import RecordViews
from legalops.workflows.models import Escalation, RoutingRule, SlaPolicy

_READ = frozenset({can.CONFIGURE, can.AUDIT_VIEW})


class RoutingRuleSerializer(serializers.ModelSerializer):
    """Who gets a new record of a kind when the conditions hold; rules are tried by position."""

    person = PersonField(read_only=True)
    role = SeenBy("code", read_only=True)
    team = SeenBy("name", read_only=True)
    conditions = serializers.JSONField(read_only=True)

    class Meta:
        model = RoutingRule
        fields = (
            "id", "record_type", "position", "name", "conditions", "person", "role", "team", "choosing",
            "is_active",
        )  # fmt: skip


class EscalationSerializer(serializers.ModelSerializer):
    """Who is told when a promise is at risk or broken, and which role gets the work then."""

    reassign_to = SeenBy("code", read_only=True)

    class Meta:
        model = Escalation
        fields = ("moment", "who", "reassign_to")


class SlaPolicySerializer(serializers.ModelSerializer):
    """A promise in business hours; `at_risk_share` is a percentage of them."""

    conditions = serializers.JSONField(read_only=True)
    hours = serializers.DecimalField(7, 2, read_only=True)
    calendar = SeenBy("code", read_only=True)
    escalations = EscalationSerializer(many=True, read_only=True)

    class Meta:
        model = SlaPolicy
        fields = (
            "id", "record_type", "position", "name", "conditions", "kind", "hours", "at_risk_share",
            "calendar", "is_active", "escalations",
        )  # fmt: skip


class _Kept(RecordViews):
    """Configuration: it tells of no record."""

    area = "workflows"
    capabilities = {"*": _READ}
    filterset_fields = {"record_type": ["exact"], "is_active": ["exact"]}
    ordering_fields = ("position",)
    ordering = ("position",)
    http_method_names = ("get", "head", "options")


class RoutingRuleViews(_Kept):
    """Routing rules."""

    queryset = RoutingRule.objects.none()
    serializer_class = RoutingRuleSerializer

    def queryset_for(self, user: Any) -> Any:
        """With who gets it."""
        return RoutingRule.objects.select_related("person", "role", "team")


class SlaPolicyViews(_Kept):
    """Service levels."""

    queryset = SlaPolicy.objects.none()
    serializer_class = SlaPolicySerializer

    def queryset_for(self, user: Any) -> Any:
        """With escalations."""
        return SlaPolicy.objects.select_related("calendar").prefetch_related("escalations__reassign_to")
