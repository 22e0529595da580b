"""The invoice: what was billed never changes; what is taken off are rows (ADR 2)."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.enums import SPENT_STATES, Audience, InvoiceState
from billing.models.submission import Submission
from billing.querysets import InvoiceQuerySet, NoteQuerySet, OfInvoiceQuerySet
from legalops.fields.models import Customised
from matters.models import Matter
from vendors.models import Firm


class Invoice(Customised):
    """One invoice of one firm on one matter, in the invoice's currency; "net" here means without tax."""

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="invoices")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="invoices")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="invoices")
    number = models.CharField(_("number"), max_length=50)
    number_key = models.CharField(max_length=50, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=InvoiceState, editable=False)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    credits = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credit_notes",
        db_index=False,
        verbose_name=_("credits the invoice"),
    )

    client_matter_id = models.CharField(_("client matter id as billed"), max_length=60, blank=True)
    law_firm_matter_id = models.CharField(_("firm's matter id as billed"), max_length=60, blank=True)
    client_id = models.CharField(_("client id as billed"), max_length=20, blank=True)
    client_tax_id = models.CharField(_("client tax id as billed"), max_length=20, blank=True)
    law_firm_id = models.CharField(_("firm id as billed"), max_length=50, blank=True)
    description = models.TextField(_("description"), blank=True)
    po_number = models.CharField(_("purchase order"), max_length=100, blank=True)
    invoice_date = models.DateField(_("invoice date"))
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("period to"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    due_on = models.DateField(_("review due"))

    currency = models.CharField(_("currency"), max_length=3)
    base_rate = models.DecimalField(max_digits=18, decimal_places=8, default=Decimal(1), editable=False)
    base_rate_date = models.DateField(null=True, editable=False)
    billed_total = models.DecimalField(_("billed, tax included"), max_digits=18, decimal_places=4)
    billed_fees = models.DecimalField(_("fees without tax"), max_digits=18, decimal_places=4)
    billed_expenses = models.DecimalField(_("expenses without tax"), max_digits=18, decimal_places=4)
    billed_tax = models.DecimalField(_("tax"), max_digits=18, decimal_places=4, default=Decimal(0))
    billed_hours = models.DecimalField(_("hours"), max_digits=14, decimal_places=4, default=Decimal(0))
    line_count = models.PositiveIntegerField(_("lines"))
    base_total = models.DecimalField(
        _("billed without tax, in base currency"), max_digits=18, decimal_places=2, editable=False
    )
    reduction_net = models.DecimalField(
        _("reductions without tax"), max_digits=18, decimal_places=4, default=Decimal(0), editable=False
    )
    reduction_tax = models.DecimalField(
        _("tax on reductions"), max_digits=18, decimal_places=4, default=Decimal(0), editable=False
    )

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    paid_on = models.DateField(_("paid"), null=True, blank=True, editable=False)
    payment_reference = models.CharField(_("payment reference"), max_length=60, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "number_key"],
                condition=~Q(state="rejected"),
                name="invoice_number_once_per_firm",
                violation_error_message=_("This firm has an invoice with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in SPENT_STATES], approved_at__isnull=False)
                | (~Q(state__in=[s.value for s in SPENT_STATES]) & Q(approved_at__isnull=True)),
                name="approved_at_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["unmatched", "rejected"]) | Q(matter__isnull=False),
                name="matched_invoice_has_matter",
            ),
            models.CheckConstraint(
                condition=Q(reduction_net__gte=0, reduction_tax__gte=0), name="reductions_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(credits__isnull=True) | Q(billed_total__lt=0), name="only_credit_notes_credit"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="invoice_period_forward"
            ),
        ]
        indexes = [
            *Customised.Meta.indexes,
            models.Index(fields=["state", "due_on", "id"], name="invoice_queue"),
            models.Index(fields=["-received_at", "-id"], name="invoice_newest"),
            models.Index(fields=["firm", "-received_at", "-id"], name="invoice_firm_newest"),
            models.Index(fields=["matter", "-received_at", "-id"], name="invoice_matter_newest"),
            models.Index(fields=["credits"], name="invoice_credited", condition=Q(credits__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.firm})"

    @property
    def is_credit_note(self) -> bool:
        """Whether it gives back more than it bills."""
        return self.billed_total < 0

    @property
    def approved_amount(self) -> Decimal:
        """Billed less reductions, tax included, in the invoice's currency."""
        return self.billed_total - self.reduction_net - self.reduction_tax

    @property
    def net_amount(self) -> Decimal:
        """Billed less reductions, without tax, in the invoice's currency."""
        return self.billed_total - self.billed_tax - self.reduction_net


class InvoiceTransition(models.Model):
    """An invoice passed from one state to another: a row for each passage."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="transitions")
    name = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, choices=InvoiceState, blank=True)
    to_state = models.CharField(max_length=20, choices=InvoiceState)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    objects = OfInvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["occurred_at", "id"]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.from_state} to {self.to_state}"


class InvoiceNote(models.Model):
    """A remark on an invoice or one of its lines; internal ones and those to the firm stay apart."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="notes")
    line_id = models.BigIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=10, choices=Audience)
    body = models.TextField(_("note"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.body[:50]
