"""What the review rules found."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.enums import FindingState, Outcome
from billing.models.invoice import Invoice
from billing.models.line import InvoiceLine
from billing.models.reference import ReasonCode
from billing.querysets import FindingQuerySet


class ReviewFinding(models.Model):
    """A finding of a rule on an invoice or line: evidence, and the reduction it proposes (without tax).

    Triggers hold it to its line, and its line to its invoice, a statement at a time: foreign keys would look
    up each of the thousands that a file brings (migration 0007).
    """

    # The unique constraint's index begins with the invoice, so it needs none of its own.
    invoice = models.ForeignKey(
        Invoice, models.CASCADE, related_name="findings", db_constraint=False, db_index=False
    )
    line = models.ForeignKey(
        InvoiceLine, models.CASCADE, null=True, related_name="findings", db_constraint=False
    )
    rule = models.CharField(_("rule"), max_length=10)
    rule_version = models.PositiveIntegerField()
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    reduction = models.DecimalField(
        _("proposed reduction"), max_digits=18, decimal_places=4, default=Decimal(0)
    )
    message = models.TextField()
    evidence = models.JSONField(default=dict)
    highlights = models.JSONField(null=True)
    clause = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=FindingState, default=FindingState.OPEN, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    dismissal_reason = models.ForeignKey(
        ReasonCode, models.PROTECT, null=True, related_name="+", db_index=False
    )
    dismissal_note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "rule", "line"], name="finding_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(reduction__gte=0), name="finding_reduces"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="finding_decided_at_matches_state",
            ),
        ]
        indexes = [
            models.Index(fields=["rule", "state"], name="finding_rule_state"),
            # Findings are born undecided by the thousand, and few are ever dismissed.
            models.Index(
                fields=["decided_by"], condition=Q(decided_by__isnull=False), name="finding_decided_by"
            ),
            models.Index(
                fields=["dismissal_reason"],
                condition=Q(dismissal_reason__isnull=False),
                name="finding_dismissal_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"
