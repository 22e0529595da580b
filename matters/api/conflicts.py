"""Endpoints of conflict checks, hits and waivers. What is hidden from the caller is absent, not blank."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.access import capabilities as can
from legalops.api.relations import PersonField
from legalops.api.shapes import Nothing
from legalops.api.viewsets import RecordViews
from matters.api.parties import READ
from matters.enums import HitDecision, WaiverState
from matters.models import ConflictCheck, ConflictHit, ConflictWaiver
from matters.services import conflicts

_REVIEW = frozenset({can.CONFLICTS_REVIEW})
_READS = {"list": READ, "retrieve": READ, "metadata": READ, "*": _REVIEW}


class CheckShape(serializers.ModelSerializer):
    """A conflict check of a matter or of a request. Cleared counts only while it is not out of date."""

    matter = serializers.CharField(source="matter.number", read_only=True, allow_null=True, default=None)
    request = serializers.CharField(source="request.number", read_only=True, allow_null=True, default=None)
    out_of_date = serializers.BooleanField(source="stale", read_only=True)
    asked_by = PersonField(read_only=True)
    cleared_by = PersonField(read_only=True)

    class Meta:
        model = ConflictCheck
        fields = (
            "id", "matter", "request", "state", "out_of_date", "names", "asked_by", "asked_at", "run_at",
            "looked_through", "cleared_by", "cleared_at", "conclusion",
        )  # fmt: skip


class Conclusion(serializers.Serializer):
    """A sentence for the certificate."""

    conclusion = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class HitShape(serializers.ModelSerializer):
    """A name asked for that met a known one, on a matter that the caller sees."""

    check_id = serializers.IntegerField(source="check_of_id", read_only=True)
    found_matter = serializers.CharField(
        source="found_matter.number", read_only=True, allow_null=True, default=None
    )
    decided_by = PersonField(read_only=True)

    class Meta:
        model = ConflictHit
        fields = (
            "id", "check_id", "asked", "asked_role", "asked_side", "source", "found", "found_role",
            "found_side", "found_matter", "found_contact", "score", "severity", "reasons", "current",
            "decision", "decided_by", "decided_at", "reason",
        )  # fmt: skip


class Decision(serializers.Serializer):
    """What a hit is, and why."""

    decision = serializers.ChoiceField(
        [each for each in HitDecision.choices if each[0] != HitDecision.PENDING]
    )
    reason = serializers.CharField(max_length=2000)


class WaiverAsked(serializers.Serializer):
    """Whom was asked to waive, and for what."""

    asked_of = serializers.CharField(max_length=200)
    scope = serializers.CharField(max_length=4000)
    requested_on = serializers.DateField(required=False, allow_null=True, default=None)


class WaiverShape(serializers.ModelSerializer):
    """A waiver and how it stands."""

    check_id = serializers.IntegerField(source="hit.check_of_id", read_only=True)
    owner = PersonField(read_only=True)

    class Meta:
        model = ConflictWaiver
        fields = (
            "id", "hit", "check_id", "asked_of", "scope", "state", "requested_on", "answered_on",
            "expires_on", "owner",
        )  # fmt: skip


class WaiverAnswer(serializers.Serializer):
    """What they answered."""

    state = serializers.ChoiceField(
        [each for each in WaiverState.choices if each[0] != WaiverState.REQUESTED]
    )
    answered_on = serializers.DateField(required=False, allow_null=True, default=None)
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)
    scope = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")


class CheckViews(RecordViews):
    """Conflict checks."""

    area = "matters"
    capabilities = _READS | {"run": frozenset({can.MATTERS_EDIT, can.CONFLICTS_REVIEW})}
    queryset = ConflictCheck.objects.none()
    serializer_class = CheckShape
    takes = {"run": Nothing, "conclude": Conclusion}
    filterset_fields = {
        "matter__number": ["exact"],
        "request__number": ["exact"],
        "state": ["exact"],
        "stale": ["exact"],
    }
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With what is checked and by whom."""
        rows = ConflictCheck.objects.visible_to(user)
        return rows.select_related("matter", "request", "asked_by", "cleared_by")

    @extend_schema(responses=CheckShape)
    @action(detail=True, methods=["post"])
    def run(self, request: Request, pk: str) -> Response:
        """Run it again now; it is open afterwards."""

        def again(check: ConflictCheck, _given: dict[str, Any]) -> None:
            if check.matter_id:
                conflicts.check_matter(check.matter, actor=request.user)
            else:
                conflicts.check_request(check.request, actor=request.user)

        return self.acted(request, again)

    @extend_schema(responses=CheckShape)
    @action(detail=True, methods=["post"])
    def conclude(self, request: Request, pk: str) -> Response:
        """Cleared, or conflict where one hit is."""
        return self.acted(
            request, lambda check, given: conflicts.clear_check(check, **given, actor=request.user)
        )


class HitViews(RecordViews):
    """Hits on matters that the caller sees."""

    area = "matters"
    capabilities = _READS
    queryset = ConflictHit.objects.none()
    serializer_class = HitShape
    takes = {"decide": Decision, "waivers": WaiverAsked}
    filterset_fields = {
        "check_of": ["exact"],
        "severity": ["exact"],
        "decision": ["exact"],
        "current": ["exact"],
    }
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With matter and who decided."""
        return ConflictHit.objects.visible_to(user).select_related("found_matter", "decided_by")

    @extend_schema(responses=HitShape)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """Decide it, with the reason."""
        return self.acted(request, lambda hit, given: conflicts.decide_hit(hit, **given, actor=request.user))

    @extend_schema(responses=HitShape)
    @action(detail=True, methods=["post"])
    def waivers(self, request: Request, pk: str) -> Response:
        """Write down that somebody was asked to waive."""
        return self.acted(
            request, lambda hit, given: conflicts.request_waiver(hit, **given, actor=request.user)
        )


class WaiverViews(RecordViews):
    """The register of waivers."""

    area = "matters"
    capabilities = _READS
    queryset = ConflictWaiver.objects.none()
    serializer_class = WaiverShape
    takes = {"answer": WaiverAnswer}
    filterset_fields = {"state": ["exact"], "expires_on": ["gte", "lte"]}
    ordering_fields = ("expires_on",)
    http_method_names = ("get", "post", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """With hit and owner."""
        return ConflictWaiver.objects.visible_to(user).select_related("hit", "owner")

    @extend_schema(responses=WaiverShape)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Write down what they answered."""
        return self.acted(
            request, lambda waiver, given: conflicts.answer_waiver(waiver, **given, actor=request.user)
        )
