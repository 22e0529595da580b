"""Requests to legal, as the API shows and takes them."""

from rest_framework import serializers

from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.api.relations import PersonField, SeenBy
from legalops.fields.api import CustomAnswers, CustomValues
from legalops.requests.models import Request, RequestType


def workers(_user: object) -> object:
    """People who work on requests."""
    rows = User.objects.filter(is_active=True, is_system=False)
    return rows.filter(role_assignments__role__capabilities__contains=[can.REQUESTS_WORK]).distinct()


class RequestTypeSerializer(serializers.ModelSerializer):
    """A kind of request; `ask` says what the department must know to begin."""

    team = SeenBy("name", read_only=True, allow_null=True)

    class Meta:
        model = RequestType
        fields = ("code", "name", "description", "ask", "asks_parties", "team", "position", "is_active")


class RequestSerializer(serializers.ModelSerializer):
    """A request: who needs what, by when, and who has it."""

    request_type = SeenBy("code", read_only=True)
    requester = PersonField(read_only=True)
    assignee = PersonField(read_only=True, allow_null=True)
    team = SeenBy("name", read_only=True, allow_null=True)
    custom = CustomValues()

    class Meta:
        model = Request
        fields = (
            "id", "number", "request_type", "title", "description", "parties", "requester", "assignee",
            "team", "needed_by", "due_on", "restricted", "stage", "stage_name", "category", "made_at",
            "entered_at", "closed_at", "custom",
        )  # fmt: skip
        read_only_fields = fields


class NewRequest(serializers.ModelSerializer):
    """What asking legal takes."""

    request_type = SeenBy("code", lambda _user: RequestType.objects.filter(is_active=True))
    description = serializers.CharField(max_length=10_000)
    parties = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=30, required=False, default=list
    )
    custom = CustomAnswers(default=dict)

    class Meta:
        model = Request
        fields = ("request_type", "title", "description", "parties", "needed_by", "custom")


class Assignment(serializers.Serializer):
    """Who gets it; null puts it back into the queue."""

    person = SeenBy("email", workers, allow_null=True)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class Ticking(serializers.Serializer):
    """A line of the present stage's checklist, done or not."""

    item = serializers.CharField(max_length=200)
    done = serializers.BooleanField(default=True)


class ChecklistItem(serializers.Serializer):
    """A line of the present stage's checklist and who did it."""

    item = serializers.CharField(source="text")
    done_by = serializers.CharField()
