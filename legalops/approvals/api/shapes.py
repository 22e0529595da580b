"""Requests for approval, as the API shows and takes them. Amounts are in base currency, without tax."""

from rest_framework import serializers

from legalops.api.relations import PersonField, SeenBy
from legalops.approvals import registry
from legalops.approvals.models import Ask, Request, Step
from legalops.approvals.selectors.colleagues import colleagues


class ColleagueField(SeenBy):
    """Somebody of the department by e-mail address."""

    def __init__(self, **kwargs) -> None:
        super().__init__("email", lambda _user: colleagues(), **kwargs)


class AskSerializer(serializers.ModelSerializer):
    """One person asked, why, and what they said."""

    person = PersonField(read_only=True)
    decided_by = PersonField(read_only=True, allow_null=True)

    class Meta:
        model = Ask
        fields = (
            "id", "person", "why", "state", "asked_at", "due_at", "escalates_at", "decided_by", "decided_at",
            "reason", "reminded_at",
        )  # fmt: skip


class StepSerializer(serializers.ModelSerializer):
    """People asked at the same time; `needed` of them have to approve."""

    asks = AskSerializer(many=True, read_only=True)

    class Meta:
        model = Step
        fields = ("position", "label", "mode", "needed", "asks")


class ApprovalSerializer(serializers.ModelSerializer):
    """A request for approval of a record, with its steps.

    `record_version` counts changes of the record: send it back with a decision, so that nobody approves what
    they have not seen.
    """

    policy = serializers.CharField(source="policy.policy.code", read_only=True, allow_null=True)
    policy_version = serializers.IntegerField(source="policy.number", read_only=True, allow_null=True)
    asked_by = PersonField(read_only=True, allow_null=True)
    held_by = PersonField(read_only=True, allow_null=True)
    steps = StepSerializer(many=True, read_only=True)

    class Meta:
        model = Request
        fields = (
            "id", "record_type", "record_id", "title", "round", "state", "amount", "policy", "policy_version",
            "why", "note", "asked_by", "asked_at", "decided_at", "held_at", "held_by", "held_why", "problem",
            "steps",
        )  # fmt: skip
        read_only_fields = fields


class ApprovalDetail(ApprovalSerializer):
    """A request as it is shown alone."""

    record_version = serializers.SerializerMethodField()

    class Meta(ApprovalSerializer.Meta):
        fields = (*ApprovalSerializer.Meta.fields, "record_version")
        read_only_fields = fields

    def get_record_version(self, request: Request) -> int | None:
        """The record's version now; None where its kind counts none."""
        subject = registry.find(request.record_type)
        if subject.version is None:
            return None
        record = subject.type.rows().filter(pk=request.record_id).first()
        return None if record is None else subject.version(record)


class Approval(serializers.Serializer):
    """Approve: a comment, and the version of the record that was looked at."""

    comment = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    record_version = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=2**31 - 1
    )


class AnotherPerson(serializers.Serializer):
    """One more person to ask, and why."""

    person = ColleagueField()
    reason = serializers.CharField(max_length=500)


class Reassignment(AnotherPerson):
    """Whose turn passes to whom: `ask` is the id of the ask in the request's steps."""

    ask = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class AskChosen(serializers.Serializer):
    """One ask of the request by its id."""

    ask = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
