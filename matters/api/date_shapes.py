"""Key dates and rule packs, as the API shows and takes them."""

from django.core.exceptions import ValidationError
from rest_framework import serializers

from legalops.api.relations import PersonField, SeenBy
from legalops.files.models import File
from legalops.reference.api.relations import CodeField
from legalops.reference.models import Court
from matters.calendaring import Count, Direction, Offset, Roll, Terms, Unit
from matters.calendaring.reading import MOST
from matters.enums import RootCause
from matters.models import KeyDate, KeyDateMove, Matter, RulePack


class DocumentField(SeenBy):
    """A file that the caller may see, by its reference."""

    def named(self, data: str):
        """The file; what is no reference at all names none."""
        try:
            return super().named(data)
        except ValidationError:
            self.fail("does_not_exist", value=data)


class KeyDateSerializer(serializers.ModelSerializer):
    """A date that matters: a local date, with a time in a zone where it has one; by whom it was verified."""

    matter = SeenBy("number", Matter.objects.visible_to)
    owner = PersonField()
    backup = PersonField(required=False, allow_null=True)
    court = CodeField(Court, required=False, allow_null=True)
    source = DocumentField("reference", File.objects.visible_to, required=False, allow_null=True)
    entered_by = PersonField(read_only=True)
    verified_by = PersonField(read_only=True)
    asked_by = PersonField(read_only=True)
    follows = serializers.PrimaryKeyRelatedField(read_only=True)
    citation = serializers.SerializerMethodField()
    why = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = KeyDate
        fields = (
            "id", "matter", "name", "kind", "date", "time", "zone", "owner", "backup", "critical", "court",
            "jurisdiction", "source", "note", "original_date", "entered_by", "verified_by", "verified_at",
            "asked", "asked_by", "asked_reason", "follows", "citation", "why", "overridden", "done_at",
            "outcome", "evidence", "root_cause",
        )  # fmt: skip
        read_only_fields = (
            "original_date", "verified_at", "asked", "asked_reason", "overridden", "done_at", "outcome",
            "evidence", "root_cause",
        )  # fmt: skip

    def get_citation(self, date: KeyDate) -> str:
        """The rule by which it follows."""
        return (date.basis or {}).get("citation", "")


class KeyDateFields(serializers.ModelSerializer):
    """What changing a key date takes; what follows from it moves with it."""

    owner = PersonField(required=False)
    backup = PersonField(required=False, allow_null=True)
    court = CodeField(Court, required=False, allow_null=True)
    source = DocumentField("reference", File.objects.visible_to, required=False, allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, default="")

    class Meta:
        model = KeyDate
        fields = (
            "name", "kind", "date", "time", "zone", "owner", "backup", "critical", "court", "jurisdiction",
            "source", "note", "reason",
        )  # fmt: skip


class Finishing(serializers.Serializer):
    """What shows that a date was kept, and why it was late."""

    evidence = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    root_cause = serializers.ChoiceField(RootCause.choices, required=False, allow_blank=True, default="")


class Verifying(serializers.Serializer):
    """The day that was looked at; another one is refused."""

    seen = serializers.DateField(required=False)


class MoveTo(serializers.Serializer):
    """A day that a date might move to."""

    date = serializers.DateField()


class MoveShape(serializers.Serializer):
    """A date that would move with another, or stays and why."""

    id = serializers.IntegerField(source="key")
    name = serializers.CharField()
    before = serializers.DateField()
    after = serializers.DateField()
    why = serializers.ListField(child=serializers.CharField())
    held = serializers.CharField()


class PastMove(serializers.ModelSerializer):
    """A move that was made."""

    moved_by = PersonField(read_only=True)

    class Meta:
        model = KeyDateMove
        fields = ("before", "after", "reason", "caused_by", "moved_by", "moved_at")


class Following(serializers.Serializer):
    """By which rule of one's own a date follows another of its matter."""

    follows = serializers.IntegerField(min_value=1, help_text="The id of a date of the same matter")
    amount = serializers.IntegerField(min_value=0, max_value=MOST[Unit.DAYS])
    unit = serializers.ChoiceField([str(each) for each in Unit])
    direction = serializers.ChoiceField([str(each) for each in Direction])
    count = serializers.ChoiceField([str(each) for each in Count], default=str(Count.EXCLUDE))
    roll = serializers.ChoiceField([str(each) for each in Roll], default=str(Roll.NONE))
    calendar = serializers.SlugField(required=False, allow_blank=True, default="")
    citation = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)

    @staticmethod
    def terms(given: dict) -> Terms:
        """The rule as the core takes it."""
        offset = Offset(
            given["amount"], Unit(given["unit"]), Direction(given["direction"]), Count(given["count"])
        )
        return Terms(offset, Roll(given["roll"]), given["citation"])


class RulePackSerializer(serializers.ModelSerializer):
    """A court's rules in their newest published version, and the draft where there is one."""

    version = serializers.SerializerMethodField()
    rules = serializers.SerializerMethodField()
    draft = serializers.SerializerMethodField()

    class Meta:
        model = RulePack
        fields = ("code", "name", "jurisdiction", "is_active", "version", "rules", "draft")

    def get_version(self, pack: RulePack) -> int | None:
        """The number of the published version."""
        found = self._of(pack, "published")
        return found.number if found else None

    def get_rules(self, pack: RulePack) -> dict | None:
        """The published rules as data."""
        found = self._of(pack, "published")
        return found.rules if found else None

    def get_draft(self, pack: RulePack) -> dict | None:
        """The draft as data."""
        found = self._of(pack, "draft")
        return found.rules if found else None

    def _of(self, pack: RulePack, state: str):
        return next((each for each in pack.versions.all() if each.state == state), None)


class RuleDraft(serializers.Serializer):
    """Rules as data; the pack is the one they name."""

    rules = serializers.JSONField()


class Trying(serializers.Serializer):
    """A trigger on a day, served in some way."""

    trigger = serializers.CharField(max_length=60)
    on = serializers.DateField()
    method = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class Applying(Trying):
    """The same, put on a matter; the rules wanted, all where none are named."""

    matter = SeenBy("number", Matter.objects.visible_to)
    rules = serializers.ListField(child=serializers.CharField(), required=False)
    owner = PersonField()
    backup = PersonField(required=False, allow_null=True)


class WorkedShape(serializers.Serializer):
    """A date that a rule gives, with the steps in words."""

    rule = serializers.CharField()
    name = serializers.CharField()
    date = serializers.DateField()
    critical = serializers.BooleanField()
    citation = serializers.CharField()
    why = serializers.ListField(child=serializers.CharField())
