"""Matters and what hangs on them, as the API shows and takes them."""

from rest_framework import serializers

from legalops.accounts.models import Team
from legalops.api.relations import PersonField, SeenBy
from legalops.fields.api import CustomAnswers, CustomValues
from legalops.reference.api.relations import CodeField
from legalops.reference.models import CostCentre, Department, LegalEntity
from matters.enums import MemberRole
from matters.models import Budget, Engagement, Matter, MatterMember, MatterType, Stage
from vendors.models import Firm


class MatterTypeSerializer(serializers.ModelSerializer):
    """A kind of matter."""

    class Meta:
        model = MatterType
        fields = ("code", "name", "code_set", "is_active")


class StageSerializer(serializers.ModelSerializer):
    """A step in a matter's life."""

    class Meta:
        model = Stage
        fields = ("code", "name", "position", "category")


class MatterSerializer(serializers.ModelSerializer):
    """A matter; its budget is the approved amount in the matter's currency, without tax."""

    matter_type = SeenBy("code", read_only=True)
    stage = SeenBy("code", read_only=True)
    lead = PersonField(read_only=True)
    team = SeenBy("name", read_only=True)
    legal_entity = CodeField(LegalEntity, read_only=True)
    department = CodeField(Department, read_only=True)
    cost_centre = CodeField(CostCentre, read_only=True)
    budget = serializers.DecimalField(18, 2, read_only=True, allow_null=True)
    next_date = serializers.DateField(read_only=True, allow_null=True)
    custom = CustomValues()

    class Meta:
        model = Matter
        fields = (
            "id", "number", "name", "matter_type", "stage", "lead", "team", "description", "business_unit",
            "legal_entity", "department", "cost_centre", "currency", "restricted", "opened_on", "closed_on",
            "budget", "next_date", "custom", "version",
        )  # fmt: skip
        read_only_fields = fields


class MatterFields(serializers.ModelSerializer):
    """What a change of a matter takes."""

    matter_type = SeenBy("code", queryset=MatterType.objects.filter(is_active=True))
    lead = PersonField()
    team = SeenBy("name", queryset=Team.objects.all(), allow_null=True, required=False)
    legal_entity = CodeField(LegalEntity)
    department = CodeField(Department)
    cost_centre = CodeField(CostCentre)
    custom = CustomAnswers()

    class Meta:
        model = Matter
        fields = (
            "name", "matter_type", "lead", "team", "description", "business_unit", "legal_entity",
            "department", "cost_centre", "currency", "opened_on", "custom",
        )  # fmt: skip
        extra_kwargs = {"opened_on": {"required": False}}


class NewMatter(MatterFields):
    """What opening a matter takes."""

    custom = CustomAnswers(default=dict)

    class Meta(MatterFields.Meta):
        fields = (*MatterFields.Meta.fields, "restricted")


class StageEntry(serializers.Serializer):
    """On to another stage; some passages ask for a reason."""

    stage = SeenBy("code", queryset=Stage.objects.all())
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class Restriction(serializers.Serializer):
    """Whether only the people on the matter may see it."""

    restricted = serializers.BooleanField()
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class MemberSerializer(serializers.ModelSerializer):
    """A person on a matter."""

    matter = SeenBy("number", Matter.objects.visible_to)
    person = PersonField(source="user")
    role = serializers.ChoiceField(MemberRole.choices)

    class Meta:
        model = MatterMember
        fields = ("id", "matter", "person", "role")
        validators = ()


class BudgetSerializer(serializers.ModelSerializer):
    """A version of a matter's budget, in the matter's currency, without tax."""

    matter = SeenBy("number", Matter.objects.visible_to)
    phases = serializers.DictField(child=serializers.DecimalField(18, 2), write_only=True, required=False)
    currency = serializers.CharField(source="matter.currency", read_only=True)
    set_by = PersonField(read_only=True)

    class Meta:
        model = Budget
        fields = (
            "id",
            "matter",
            "version",
            "amount",
            "currency",
            "phases",
            "status",
            "set_by",
            "set_at",
            "note",
        )
        read_only_fields = ("version", "status", "set_at")


class EngagementSerializer(serializers.ModelSerializer):
    """A firm works on a matter."""

    matter = SeenBy("number", Matter.objects.visible_to)
    firm = SeenBy("code", Firm.objects.visible_to)

    class Meta:
        model = Engagement
        fields = ("id", "matter", "firm", "started_on", "ended_on")
        read_only_fields = ("ended_on",)
        extra_kwargs = {"started_on": {"required": False}}
        validators = ()


class EngagementEnd(serializers.Serializer):
    """The last day of a firm's work, today unless named."""

    ended_on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, default="")
