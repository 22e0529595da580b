"""Workflows and a record's way through them, as the API shows and takes them."""

from rest_framework import serializers

from legalops.api.relations import PersonField, SeenBy
from legalops.approvals.selectors.colleagues import colleagues
from legalops.fields.api import CustomAnswers, CustomValues
from legalops.workflows.models import Passage, Task, Workflow, WorkflowVersion


class WorkflowSerializer(serializers.ModelSerializer):
    """A workflow; `published` is the number of the version that new records start on."""

    published = serializers.IntegerField(read_only=True, allow_null=True)
    draft = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = Workflow
        fields = ("code", "name", "record_type", "sub_type", "published", "draft")
        read_only_fields = fields


class VersionSerializer(serializers.ModelSerializer):
    """A version with its whole document: `stages` and `transitions`."""

    workflow = serializers.CharField(source="workflow.code", read_only=True)
    definition = serializers.DictField(read_only=True)
    changed_by = PersonField(read_only=True, allow_null=True)
    published_by = PersonField(read_only=True, allow_null=True)

    class Meta:
        model = WorkflowVersion
        fields = (
            "id", "workflow", "number", "state", "definition", "changed_at", "changed_by", "published_at",
            "published_by",
        )  # fmt: skip
        read_only_fields = fields


class DefinitionSerializer(serializers.Serializer):
    """The document of a version."""

    stages = serializers.ListField(child=serializers.DictField(), max_length=200)
    transitions = serializers.ListField(child=serializers.DictField(), max_length=1000)


class MoveSerializer(serializers.Serializer):
    """A transition from the record's stage, judged for the caller."""

    code = serializers.CharField()
    label = serializers.CharField()
    to_stage = serializers.CharField(source="target.code")
    to_name = serializers.CharField(source="target.name")
    allowed = serializers.BooleanField()
    why_not = serializers.CharField()
    needs_reason = serializers.BooleanField()
    reasons = serializers.ListField(child=serializers.CharField(), source="transition.reasons")


class MoveMade(serializers.Serializer):
    """A move by its code. `seen_stage` is the stage that was looked at: a record that moved on is refused."""

    move = serializers.CharField(max_length=60)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    seen_stage = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class PassageSerializer(serializers.ModelSerializer):
    """A stage was entered; `spent` is the time in the one before."""

    actor = PersonField(read_only=True)

    class Meta:
        model = Passage
        fields = (
            "id", "occurred_at", "transition", "label", "from_stage", "from_name", "to_stage", "to_name",
            "actor", "reason", "spent",
        )  # fmt: skip


class TaskSerializer(serializers.ModelSerializer):
    """Something to do on a record that runs through a workflow."""

    record_type = serializers.CharField(source="run.record_type", read_only=True)
    record_id = serializers.IntegerField(source="run.record_id", read_only=True)
    assignee = PersonField(read_only=True, allow_null=True)
    made_by = PersonField(read_only=True, allow_null=True)
    done_by = PersonField(read_only=True, allow_null=True)
    cancelled_by = PersonField(read_only=True, allow_null=True)
    custom = CustomValues()

    class Meta:
        model = Task
        fields = (
            "id", "record_type", "record_id", "title", "description", "assignee", "due_on", "priority",
            "made_at", "made_by", "done_at", "done_by", "cancelled_at", "cancelled_by", "cancel_reason",
            "version", "custom",
        )  # fmt: skip


class TaskFields(serializers.ModelSerializer):
    """What can be changed of a task; `custom` alone also by whoever has it."""

    assignee = SeenBy("email", lambda _user: colleagues(), allow_null=True, required=False)
    custom = CustomAnswers()

    class Meta:
        model = Task
        fields = ("title", "description", "assignee", "due_on", "priority", "custom")


class NewTask(serializers.ModelSerializer):
    """A task for a record, named by its type and key; it must see the record who is to do it."""

    record_type = serializers.CharField(max_length=40)
    record_id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    assignee = SeenBy("email", lambda _user: colleagues(), allow_null=True, required=False)

    class Meta:
        model = Task
        fields = ("record_type", "record_id", "title", "description", "assignee", "due_on", "priority")


class TaskCalledOff(serializers.Serializer):
    """Why a task need not be done."""

    reason = serializers.CharField(max_length=500)


class TaskAssignment(serializers.Serializer):
    """Who gets the task, by address; null leaves it to nobody."""

    person = SeenBy("email", lambda _user: colleagues(), allow_null=True)
