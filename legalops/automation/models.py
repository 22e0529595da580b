"""The automation log. It is kept for a year; what was changed stays in the ledger for ever."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.automation.enums import Kind, Outcome
from legalops.automation.querysets import AutomationRunQuerySet


class AutomationRun(models.Model):
    """One run of one rule: on a record, or on all that were due. `key` names what may be run again.

    `details` is what the kind's own part of the page shows; it names people and records by key alone, so
    that whoever reads it sees no more of them than elsewhere.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    key = models.CharField(max_length=100, null=True, unique=True, editable=False)
    record_type = models.CharField(_("record"), max_length=40, blank=True)
    record_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60, blank=True)
    rule_id = models.BigIntegerField(null=True)
    rule_name = models.CharField(_("rule"), max_length=120, blank=True)
    given = models.JSONField(_("input"), default=dict, encoder=DjangoJSONEncoder)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    effect = models.TextField(_("effect"), blank=True)
    error = models.TextField(_("error"), blank=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    attempts = models.PositiveIntegerField(_("attempts"), default=1)
    ran_at = models.DateTimeField(_("last run"))
    ran_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("run for")
    )

    objects = AutomationRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("automation run")
        verbose_name_plural = _("automation log")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["outcome", "-id"], name="autorun_outcome"),
            models.Index(fields=["record_type", "record_id", "-id"], name="autorun_record"),
            models.Index(fields=["kind", "rule_id", "-id"], name="autorun_rule"),
            models.Index(fields=["ran_at"], name="autorun_age"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_outcome_display()}"
