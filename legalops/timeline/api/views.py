"""Endpoint of the ledger's events."""

from typing import Any

from rest_framework import serializers

from legalops.access import capabilities as can
from legalops.api.viewsets import RecordViews
from legalops.audit import registry
from legalops.audit.models import AuditEvent


class EventSerializer(serializers.ModelSerializer):
    """Something that happened: who did what to which record, from what to what."""

    did = serializers.SerializerMethodField()

    class Meta:
        model = AuditEvent
        fields = (
            "id", "occurred_at", "recorded_at", "actor_label", "action", "did", "subject_type", "subject_id",
            "subject_label", "before", "after", "reason", "correlation_id",
        )  # fmt: skip

    def get_did(self, event: AuditEvent) -> str:
        """The action in words."""
        return registry.phrase(event.action)


class EventViews(RecordViews):
    """Events of records the caller may see, newest first."""

    area = "ledger"
    capabilities = {"*": frozenset({can.AUDIT_VIEW})}
    queryset = AuditEvent.objects.none()
    serializer_class = EventSerializer
    filterset_fields = {
        "action": ["exact", "startswith"],
        "subject_type": ["exact"],
        "subject_id": ["exact"],
        "correlation_id": ["exact"],
        "occurred_at": ["gte", "lt"],
        "id": ["gt"],
    }
    ordering_fields = ("id",)
    http_method_names = ("get", "head", "options")

    def queryset_for(self, user: Any) -> Any:
        """Through the auditor's eyes."""
        return AuditEvent.objects.visible_to(user)
