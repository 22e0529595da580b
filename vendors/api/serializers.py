"""Firms, timekeepers and rates, as the API shows and takes them."""

from rest_framework import serializers

from legalops.api.relations import SeenBy
from legalops.fields.api import CustomAnswers, CustomValues
from vendors.enums import TimekeeperStatus
from vendors.models import Firm, Rate, Timekeeper, TimekeeperClass


class FirmSerializer(serializers.ModelSerializer):
    """A firm; its vendor code never changes."""

    custom = CustomValues()

    class Meta:
        model = Firm
        fields = (
            "id", "code", "name", "status", "tier", "tax_id", "country", "currency", "ap_vendor_number",
            "tax_invoices", "custom",
        )  # fmt: skip


class NewFirm(serializers.ModelSerializer):
    """What adding a firm takes."""

    custom = CustomAnswers(default=dict)

    class Meta:
        model = Firm
        fields = (
            "code", "name", "tier", "tax_id", "country", "currency", "ap_vendor_number", "tax_invoices",
            "custom",
        )  # fmt: skip


class FirmFields(serializers.ModelSerializer):
    """What changing a firm takes."""

    custom = CustomAnswers()

    class Meta:
        model = Firm
        fields = (
            "name",
            "status",
            "tier",
            "tax_id",
            "country",
            "currency",
            "ap_vendor_number",
            "tax_invoices",
            "custom",
        )


class TimekeeperSerializer(serializers.ModelSerializer):
    """A person of a firm whose time is billed."""

    firm = SeenBy("code", Firm.objects.visible_to)
    classification = SeenBy("code", queryset=TimekeeperClass.objects.all())

    class Meta:
        model = Timekeeper
        fields = ("id", "firm", "code", "last_name", "first_name", "classification", "status")
        read_only_fields = ("status",)
        validators = ()


class TimekeeperDecision(serializers.Serializer):
    """Whether the person's time is accepted; a refusal gives its reason."""

    status = serializers.ChoiceField([TimekeeperStatus.APPROVED, TimekeeperStatus.REJECTED])
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class RateSerializer(serializers.ModelSerializer):
    """A standard rate per hour over a half-open period; an empty end is open."""

    timekeeper = serializers.PrimaryKeyRelatedField(queryset=Timekeeper.objects.none())
    firm = serializers.CharField(source="timekeeper.firm.code", read_only=True)
    timekeeper_code = serializers.CharField(source="timekeeper.code", read_only=True)

    class Meta:
        model = Rate
        fields = (
            "id", "firm", "timekeeper", "timekeeper_code", "amount", "currency", "valid_from", "valid_until",
        )  # fmt: skip
        validators = ()

    def get_fields(self) -> dict:
        """Only timekeepers the caller may see can be named."""
        fields = super().get_fields()
        if request := self.context.get("request"):
            fields["timekeeper"].queryset = Timekeeper.objects.visible_to(request.user)
        return fields
