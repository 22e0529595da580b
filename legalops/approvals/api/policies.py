"""Endpoints of approval policies: read them, and ask who would approve."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.viewsets import RecordViews
from legalops.approvals import registry
from legalops.approvals.api.shapes import ColleagueField
from legalops.approvals.models import Policy
from legalops.approvals.selectors.simulation import Simulation, simulate
from legalops.approvals.selectors.words import sentences_of
from legalops.kernel.errors import NotFound

_TRYING = frozenset({can.CONFIGURE, can.INVOICES_REVIEW, can.MATTERS_MANAGE_WALLS})


class PolicySerializer(serializers.ModelSerializer):
    """A policy; `content` is the version published last, `in_words` the same in sentences."""

    version = serializers.IntegerField(source="published.number", read_only=True, allow_null=True)
    published_at = serializers.DateTimeField(source="published.published_at", read_only=True, allow_null=True)
    content = serializers.JSONField(source="published.content", read_only=True, allow_null=True)
    in_words = serializers.SerializerMethodField()

    class Meta:
        model = Policy
        fields = (
            "code", "name", "record_type", "position", "is_active", "version", "published_at", "content",
            "in_words",
        )  # fmt: skip

    def get_in_words(self, policy: Policy) -> list[str]:
        """When it fits and whom each step asks; empty before it is published."""
        return sentences_of(policy.published.content, policy.record_type) if policy.published else []


class Question(serializers.Serializer):
    """A record by its number, an amount in base currency (its own without one), and who would ask."""

    record_type = serializers.CharField(max_length=40)
    reference = serializers.CharField(max_length=60)
    amount = serializers.DecimalField(18, 2, required=False, min_value=Decimal(0))
    asked_by = ColleagueField(required=False)


class TriedSerializer(serializers.Serializer):
    """A policy held against the record."""

    policy = serializers.CharField()
    fits = serializers.BooleanField()
    conditions = serializers.ListField(child=serializers.CharField())


class WouldAskSerializer(serializers.Serializer):
    """A person who would be asked, and why."""

    name = serializers.CharField()
    why = serializers.CharField()


class WouldStepSerializer(serializers.Serializer):
    """A step as it would be asked."""

    position = serializers.IntegerField()
    label = serializers.CharField()
    mode = serializers.CharField()
    needed = serializers.IntegerField()
    asks = WouldAskSerializer(many=True)


class NotAskedSerializer(WouldAskSerializer):
    """A person looked at who would not be asked, and why."""

    step = serializers.CharField()


class SimulationSerializer(serializers.Serializer):
    """What asking for approval would do; nothing is stored."""

    title = serializers.CharField()
    amount = serializers.DecimalField(18, 2, allow_null=True)
    tried = TriedSerializer(many=True)
    policy_version = serializers.CharField(allow_null=True)
    steps = WouldStepSerializer(many=True)
    not_asked = NotAskedSerializer(many=True)
    refusal = serializers.CharField()


class PolicyViews(RecordViews):
    """Approval policies, for those who keep, submit under or answer for them."""

    area = "approvals"
    capabilities = {"*": _TRYING}
    queryset = Policy.objects.none()
    serializer_class = PolicySerializer
    filterset_fields = {"record_type": ["exact"], "is_active": ["exact"]}
    ordering_fields = ("position", "name")
    ordering = ("record_type", "position")
    lookup_field = "code"
    http_method_names = ("get", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """All of them: they tell of no record."""
        return Policy.objects.select_related("published")

    @extend_schema(parameters=[Question], responses=SimulationSerializer, filters=False)
    @action(detail=False, pagination_class=None, filterset_fields=None, ordering_fields=())
    def simulate(self, request: Request) -> Response:
        """Who would approve this record or amount, why, and why not the others."""
        question = Question(data=request.query_params, context=self.get_serializer_context())
        question.is_valid(raise_exception=True)
        asked = question.validated_data
        subject = registry.find(asked["record_type"])
        record = subject.example(request.user, asked["reference"]) if subject.example else None
        if record is None:
            message = _("There is no such record. Give its number as its page shows it.")
            raise NotFound("approval.no_record", message, field="reference")
        found = simulate(record, amount=asked.get("amount"), asker=asked.get("asked_by"))
        return Response(SimulationSerializer(_document(found)).data)


def _document(found: Simulation) -> dict[str, Any]:
    return {
        "title": found.title,
        "amount": found.amount,
        "tried": [
            {
                "policy": each.policy.code,
                "fits": each.fits,
                "conditions": [judged.sentence for judged in each.judged],
            }
            for each in found.tried
        ],
        "policy_version": str(found.version) if found.version else None,
        "steps": found.steps,
        "not_asked": found.not_asked,
        "refusal": found.refusal,
    }
