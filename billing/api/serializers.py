"""Submissions and invoices, as the API shows and takes them. Amounts are in the invoice's currency."""

from rest_framework import serializers

from billing.enums import Audience
from billing.models import (
    Invoice,
    InvoiceLine,
    InvoiceNote,
    LineAdjustment,
    ReasonCode,
    ReviewFinding,
    Submission,
    SubmissionProblem,
)
from legalops.api.relations import PersonField, SeenBy
from legalops.fields.api import CustomValues


class ProblemSerializer(serializers.ModelSerializer):
    """A problem in a file: where it is, what it is and how to mend it."""

    class Meta:
        model = SubmissionProblem
        fields = ("position", "severity", "code", "line", "field", "value", "message", "mend")


class SubmissionSerializer(serializers.ModelSerializer):
    """A LEDES file on its way."""

    firm = SeenBy("code", read_only=True)
    uploaded_by = PersonField(read_only=True)

    class Meta:
        model = Submission
        fields = (
            "reference", "firm", "file_name", "sha256", "state", "format", "auto_submit", "summary",
            "error_count", "warning_count", "failure", "uploaded_by", "uploaded_at", "submitted_at",
            "finished_at",
        )  # fmt: skip
        read_only_fields = fields


class NewSubmission(serializers.Serializer):
    """A file to check; `auto_submit` submits it at once when it has no error."""

    file = serializers.FileField()
    auto_submit = serializers.BooleanField(required=False, default=False)


class InvoiceSerializer(serializers.ModelSerializer):
    """An invoice: what was billed, what is taken off, where it stands."""

    firm = SeenBy("code", read_only=True)
    matter = SeenBy("number", read_only=True)
    reviewer = PersonField(read_only=True)
    approved_amount = serializers.DecimalField(18, 4, read_only=True)
    custom = CustomValues()

    class Meta:
        model = Invoice
        fields = (
            "id", "number", "firm", "matter", "state", "invoice_date", "period_start", "period_end",
            "received_at", "due_on", "description", "po_number", "currency", "billed_total", "billed_fees",
            "billed_expenses", "billed_tax", "billed_hours", "line_count", "reduction_net", "reduction_tax",
            "approved_amount", "base_rate", "base_total", "reviewer", "approved_at", "paid_on",
            "payment_reference", "custom", "version",
        )  # fmt: skip
        read_only_fields = fields


class LineSerializer(serializers.ModelSerializer):
    """A billed line; `reduction` is without tax."""

    class Meta:
        model = InvoiceLine
        fields = (
            "id", "position", "number", "kind", "work_date", "units", "unit_cost", "adjustment", "total",
            "tax_amount", "task_code", "activity_code", "expense_code", "phase", "timekeeper",
            "timekeeper_code", "timekeeper_name", "classification", "narrative", "reduction",
        )  # fmt: skip


class FindingSerializer(serializers.ModelSerializer):
    """What a review rule found."""

    class Meta:
        model = ReviewFinding
        fields = ("id", "rule", "rule_version", "line", "outcome", "state", "evidence", "reduction")


class AdjustmentSerializer(serializers.ModelSerializer):
    """A reduction of one line, without tax."""

    reason = SeenBy("code", read_only=True)
    actor = PersonField(read_only=True)

    class Meta:
        model = LineAdjustment
        fields = (
            "id", "line", "amount", "tax", "new_units", "new_unit_cost", "reason", "note_to_firm",
            "internal_note", "finding", "actor", "created_at", "undone_at",
        )  # fmt: skip


class NoteSerializer(serializers.ModelSerializer):
    """A note for colleagues or to the firm."""

    author = PersonField(read_only=True)
    audience = serializers.ChoiceField(Audience.choices)

    class Meta:
        model = InvoiceNote
        fields = ("id", "audience", "body", "author", "created_at")
        read_only_fields = ("created_at",)


class FindingsChosen(serializers.Serializer):
    """Findings of this invoice by id."""

    findings = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), allow_empty=False, max_length=5000
    )


class FindingsDismissed(FindingsChosen):
    """With the reason why they are set aside."""

    reason = SeenBy("code", queryset=ReasonCode.objects.filter(for_dismissal=True, is_active=True))
    note = serializers.CharField(required=False, allow_blank=True, default="")


class WithReason(serializers.Serializer):
    """A deed that says why."""

    reason = serializers.CharField()
