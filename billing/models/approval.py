"""The steps of an invoice's approval."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from billing.enums import ApprovalState
from billing.models.invoice import Invoice
from billing.querysets import OfInvoiceQuerySet


class ApprovalStep(models.Model):
    """One person's decision on an invoice, in order; `why` says why this step exists."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="approval_steps")
    round = models.PositiveSmallIntegerField(_("round"))
    position = models.PositiveSmallIntegerField(_("order"))
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="approval_steps")
    why = models.CharField(_("why this step"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=ApprovalState)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    objects = OfInvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval step")
        verbose_name_plural = _("approval steps")
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "round", "position"], name="approval_step_once"),
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state="pending"), name="one_pending_step_per_invoice"
            ),
        ]
        indexes = [models.Index(fields=["approver", "state"], name="approval_inbox")]

    def __str__(self) -> str:
        return f"{self.approver}: {self.get_state_display()}"
