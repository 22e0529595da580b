"""Plans and what hangs on them, as the API shows and takes them."""

from typing import Any

from rest_framework import serializers

from legalops.api.relations import PersonField, SeenBy
from matters.enums import BlockKind, LinkKind, PlanTaskKind, SlipReason
from matters.models import Matter, NextAction, Plan, PlanBaseline, PlanTask, Replan


class PlanSerializer(serializers.ModelSerializer):
    """The plan of a matter; `version` goes up with every change."""

    matter = SeenBy("number", Matter.objects.visible_to)
    calendar = SeenBy("code", read_only=True)
    template = serializers.CharField(source="template.template.code", read_only=True, default=None)
    template_version = serializers.IntegerField(source="template.number", read_only=True, default=None)

    class Meta:
        model = Plan
        fields = (
            "id", "matter", "starts_on", "calendar", "template", "template_version", "made_at", "version",
        )  # fmt: skip
        read_only_fields = ("made_at", "version")
        extra_kwargs = {"starts_on": {"required": False}, "matter": {"validators": []}}
        validators = ()


class NewPlan(serializers.Serializer):
    """A plan begun empty, or from the published version of a template by its code."""

    matter = SeenBy("number", Matter.objects.visible_to)
    starts_on = serializers.DateField(required=False)
    template = serializers.CharField(required=False)


class WaitShape(serializers.Serializer):
    """A dependency: the key of the task it waits for, the kind, the lag in working days."""

    task = serializers.IntegerField(source="before_id", min_value=1)
    kind = serializers.ChoiceField(LinkKind.choices, default=LinkKind.FINISH_START)
    lag = serializers.IntegerField(source="lag_days", min_value=-365, max_value=365, default=0)


class PlanTaskSerializer(serializers.ModelSerializer):
    """A task or milestone of a plan; `task` is the task that people see, which is finished there."""

    matter = SeenBy("number", read_only=True)
    title = serializers.CharField(source="task.title", read_only=True)
    owner = PersonField(source="task.assignee", read_only=True)
    phase = serializers.CharField(source="phase.code", read_only=True)
    task = serializers.IntegerField(source="task_id", read_only=True)
    finishes_on = serializers.DateField(read_only=True)
    state = serializers.CharField(read_only=True)
    waits_for = WaitShape(many=True, read_only=True)

    class Meta:
        model = PlanTask
        fields = (
            "id", "matter", "task", "kind", "title", "owner", "phase", "code", "starts_on", "finishes_on",
            "days", "effort_hours", "not_before", "fixed_on", "begun_on", "state", "waits_for",
        )  # fmt: skip
        read_only_fields = fields


class PlanTaskFields(serializers.Serializer):
    """What a change of a planned task takes; its days are moved."""

    title = serializers.CharField(max_length=200, required=False)
    owner = PersonField(required=False, allow_null=True)
    phase = serializers.CharField(max_length=10, required=False)
    code = serializers.CharField(max_length=10, required=False, allow_blank=True)
    effort_hours = serializers.DecimalField(8, 2, required=False, allow_null=True, min_value=0)
    description = serializers.CharField(required=False, allow_blank=True, max_length=4000)


class NewPlanTask(PlanTaskFields):
    """What a new one takes; a milestone takes no days."""

    matter = SeenBy("number", Matter.objects.visible_to)
    title = serializers.CharField(max_length=200)
    phase = serializers.CharField(max_length=10)
    kind = serializers.ChoiceField(PlanTaskKind.choices, default=PlanTaskKind.TASK)
    days = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True)
    not_before = serializers.DateField(required=False, allow_null=True)
    fixed_on = serializers.DateField(required=False, allow_null=True)
    waits_for = WaitShape(many=True, required=False)


class MoveShape(serializers.Serializer):
    """Where a task is to stand. `reason` is needed to move, not to preview; `version` is the plan's."""

    to = serializers.DateField()
    days = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True)
    fixed = serializers.BooleanField(default=False)
    reason = serializers.ChoiceField(SlipReason.choices, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    version = serializers.IntegerField(required=False, allow_null=True, min_value=1)


class WaitsShape(serializers.Serializer):
    """All that a task waits for, in place of what it waited for."""

    waits_for = WaitShape(many=True)


class BlockShape(serializers.Serializer):
    """What blocks a task."""

    kind = serializers.ChoiceField(BlockKind.choices)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    since = serializers.DateField(required=False, allow_null=True)
    chase_every_days = serializers.IntegerField(
        min_value=1, max_value=60, required=False, allow_null=True, default=None
    )


class ResolutionShape(serializers.Serializer):
    """How it was resolved."""

    resolution = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class ShiftShape(serializers.Serializer):
    """A task that would shift; `days` are working days that its end moves."""

    task = serializers.IntegerField(source="row.pk")
    title = serializers.CharField(source="row.title")
    from_finish = serializers.DateField(source="row.finishes_on")
    to_start = serializers.DateField()
    to_finish = serializers.DateField()
    days = serializers.IntegerField()


class PreviewShape(serializers.Serializer):
    """What a move would do."""

    shifts = ShiftShape(many=True)
    ended_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


class BaselineSerializer(serializers.ModelSerializer):
    """A baseline, with every task's days when it is read alone."""

    matter = SeenBy("number", Matter.objects.visible_to)
    taken_by = PersonField(read_only=True)
    rows = serializers.SerializerMethodField()

    class Meta:
        model = PlanBaseline
        fields = ("id", "matter", "number", "name", "reason", "taken_at", "taken_by", "ends_on", "rows")
        read_only_fields = ("number", "taken_at", "ends_on")

    def get_rows(self, baseline: PlanBaseline) -> list[dict[str, Any]]:
        """Task, first and last day."""
        if self.parent is not None:
            return []
        names = ("plan_task_id", "title", "phase_code", "starts_on", "finishes_on", "effort_hours")
        return list(baseline.rows.order_by("pk").values(*names))


class ReplanSerializer(serializers.ModelSerializer):
    """A task's days became others."""

    matter = SeenBy("number", read_only=True)
    task = serializers.IntegerField(source="plan_task_id", read_only=True)
    cause = serializers.IntegerField(source="cause_id", read_only=True, allow_null=True)
    made_by = PersonField(read_only=True)

    class Meta:
        model = Replan
        fields = (
            "id", "matter", "task", "cause", "from_start", "from_finish", "to_start", "to_finish",
            "slip_days", "reason", "note", "made_at", "made_by",
        )  # fmt: skip
        read_only_fields = fields


class NextActionSerializer(serializers.ModelSerializer):
    """What happens next on a matter: a task of it by key, or in words, by whom and until when."""

    matter = SeenBy("number", Matter.objects.visible_to)
    owner = PersonField(required=False)
    task = serializers.IntegerField(source="task_id", required=False, allow_null=True, min_value=1)

    class Meta:
        model = NextAction
        fields = ("id", "matter", "task", "what", "owner", "due_on", "picked", "set_at", "ended_at", "done")
        read_only_fields = ("picked", "set_at", "ended_at", "done")
        extra_kwargs = {"what": {"required": False}, "due_on": {"required": False}}
        validators = ()
