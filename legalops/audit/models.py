"""Ledger rows and their seals. The database refuses to change or delete either."""

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from legalops.audit.querysets import AuditEventQuerySet

APPEND_ONLY = [
    pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'The audit ledger is append-only.';",
    ),
]


class AuditEvent(models.Model):
    """One thing that happened. Labels are copied so that the row reads the same for ever."""

    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    occurred_at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    actor_label = models.CharField(max_length=150, editable=False)
    action = models.CharField(max_length=80, editable=False)
    subject_type = models.CharField(max_length=60, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    subject_label = models.CharField(max_length=200, editable=False)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder, editable=False)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder, editable=False)
    reason = models.TextField(blank=True, editable=False)
    correlation_id = models.UUIDField(editable=False)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_subject"),
            models.Index(fields=["action", "occurred_at"], name="audit_action"),
            models.Index(fields=["correlation_id"], name="audit_correlation"),
        ]
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"{self.actor_label}: {self.action} {self.subject_label}"


class AuditSeal(models.Model):
    """A link of the hash chain: the event's hash over its content and the link before it."""

    event = models.OneToOneField(AuditEvent, models.DO_NOTHING, related_name="seal", db_constraint=False)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"{self.pk}: {self.hash[:12]}"
