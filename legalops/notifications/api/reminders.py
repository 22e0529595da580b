"""Endpoints of reminder rules."""

from datetime import date
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
from legalops.kernel import clock
from legalops.notifications.models import ReminderRule
from legalops.notifications.reminders.ladder import FURTHEST
from legalops.notifications.services.reminding.naming import from_words, in_words
from legalops.notifications.services.reminding.rules import FIELDS, save_rule
from legalops.notifications.services.reminding.running import run_now
from legalops.notifications.services.reminding.trying import preview

_PEOPLE = ("recipients", "escalate_to")


class ConditionSerializer(serializers.Serializer):
    """What has to hold of a record; `value` is left out where the operator needs none."""

    field = serializers.CharField(max_length=80)
    operator = serializers.CharField(max_length=40)
    value = serializers.JSONField(required=False)


class ReminderRuleSerializer(serializers.ModelSerializer):
    """Tell people some days before or after a date.

    Whom: "field:owner", "role:attorney", "person:<e-mail address>".
    """

    conditions = ConditionSerializer(many=True, required=False)
    ladder = serializers.ListField(
        child=serializers.IntegerField(min_value=-FURTHEST, max_value=FURTHEST), max_length=50, required=False
    )
    recipients = serializers.ListField(child=serializers.CharField(max_length=80), max_length=100)
    escalate_to = serializers.ListField(
        child=serializers.CharField(max_length=80), max_length=100, required=False
    )
    escalate_after = serializers.IntegerField(
        min_value=0, max_value=FURTHEST, allow_null=True, required=False
    )
    changed_by = PersonField(read_only=True, allow_null=True)

    class Meta:
        model = ReminderRule
        fields = ("id", *FIELDS, "version", "changed_by", "changed_at", "planned_on", "told")
        read_only_fields = ("version", "changed_at", "planned_on", "told")
        validators = ()
        extra_kwargs = {"name": {"validators": []}}

    def to_representation(self, rule: ReminderRule) -> dict[str, Any]:
        """With people by address and conditions as they are stored."""
        shown = super().to_representation(rule)
        return (
            shown
            | {name: in_words(getattr(rule, name)) for name in _PEOPLE}
            | {"conditions": rule.conditions}
        )


class ToldSerializer(serializers.Serializer):
    """A reminder as it would be told."""

    recipient = serializers.CharField()
    title = serializers.CharField()
    record = serializers.CharField()


class TrialSerializer(serializers.Serializer):
    """How many would be told on a day, and those about records the caller may see."""

    on = serializers.DateField()
    total = serializers.IntegerField()
    hidden = serializers.IntegerField()
    told = ToldSerializer(many=True)


class Day(serializers.Serializer):
    """A day; today without one."""

    on = serializers.DateField(required=False)


class ReminderRuleViews(RecordViews):
    """Reminder rules."""

    area = "reminders"
    capabilities = {"*": frozenset({can.CONFIGURE})}
    queryset = ReminderRule.objects.none()
    serializer_class = ReminderRuleSerializer
    takes = {"run": Nothing}
    filterset_fields = {"record_type": ["exact"], "is_active": ["exact"], "name": ["exact"]}
    ordering_fields = ("name",)
    ordering = ("name",)
    http_method_names = ("get", "post", "patch", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """All of them: they tell of no record."""
        return ReminderRule.objects.visible_to(user).select_related("changed_by")

    @extend_schema(responses={201: ReminderRuleSerializer})
    def create(self, request: Request) -> Response:
        """Add a rule."""
        return self.made(request, lambda given: save_rule(ReminderRule(), _stored(given), actor=request.user))

    @extend_schema(responses=ReminderRuleSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a rule; send If-Match with the ETag that was read."""

        def change(rule: ReminderRule, given: dict[str, Any], _version: int) -> None:
            save_rule(rule, _stored(given), actor=request.user)

        return self.changed(request, change)

    @extend_schema(responses=ReminderRuleSerializer)
    @action(detail=True, methods=["post"])
    def run(self, request: Request, pk: str) -> Response:
        """Tell now what is due today and was not told yet."""
        return self.acted(request, lambda rule, _given: run_now(rule, actor=request.user))

    @extend_schema(parameters=[Day], responses=TrialSerializer, filters=False)
    @action(detail=True, pagination_class=None, filterset_fields=None)
    def preview(self, request: Request, pk: str) -> Response:
        """What the rule would tell on a day; nothing is stored or sent."""
        asked = Day(data=request.query_params)
        asked.is_valid(raise_exception=True)
        on: date = asked.validated_data.get("on") or clock.today()
        trial = preview(self.get_object(), on, request.user)
        told = [{"recipient": who, "title": w.title, "record": w.subject_label} for who, w in trial.shown]
        document = {"on": on, "total": trial.total, "hidden": trial.hidden, "told": told}
        return Response(TrialSerializer(document).data)


def _stored(given: dict[str, Any]) -> dict[str, Any]:
    people = {name: from_words(given[name], field=name) for name in _PEOPLE if name in given}
    plain = {"conditions": [dict(each) for each in given["conditions"]]} if "conditions" in given else {}
    return given | people | plain
