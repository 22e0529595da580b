"""Invoice lines as billed, and the adjustments that reduce them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.enums import LineKind
from billing.models.invoice import Invoice
from billing.models.reference import ReasonCode
from billing.querysets import OfInvoiceQuerySet
from legalops.kernel.money import ZERO, round_money
from matters.models import Matter
from vendors.models import Firm, Timekeeper


class InvoiceLine(models.Model):
    """One billed line. Written once by COPY; only matching and the sum of adjustments are kept up to date.

    Foreign keys beside the invoice carry no database constraint: they are checked set-wise before the
    COPY, since row-by-row checks cost as much as the rest of the load (domain/reliability.md §1.1).
    """

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField()
    number = models.CharField(_("line number as billed"), max_length=20)
    kind = models.CharField(_("kind"), max_length=2, choices=LineKind)
    work_date = models.DateField(_("date"))
    units = models.DecimalField(_("units"), max_digits=14, decimal_places=4, null=True)
    unit_cost = models.DecimalField(_("rate"), max_digits=14, decimal_places=4, null=True)
    adjustment = models.DecimalField(_("adjustment by the firm"), max_digits=14, decimal_places=4)
    total = models.DecimalField(_("billed, tax included"), max_digits=18, decimal_places=4)
    tax_rate = models.DecimalField(max_digits=12, decimal_places=8, null=True)
    tax_amount = models.DecimalField(_("tax"), max_digits=18, decimal_places=4, default=Decimal(0))
    tax_type = models.CharField(max_length=20, blank=True)
    task_code = models.CharField(_("task"), max_length=20, blank=True)
    activity_code = models.CharField(_("activity"), max_length=20, blank=True)
    expense_code = models.CharField(_("expense"), max_length=20, blank=True)
    phase = models.CharField(_("phase"), max_length=10, blank=True)
    timekeeper = models.ForeignKey(
        Timekeeper, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    timekeeper_code = models.CharField(_("timekeeper id as billed"), max_length=20, blank=True)
    timekeeper_name = models.CharField(_("timekeeper as billed"), max_length=80, blank=True)
    classification = models.CharField(_("class"), max_length=10, blank=True)
    narrative = models.TextField(_("narrative"), blank=True)
    firm = models.ForeignKey(Firm, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    matter = models.ForeignKey(
        Matter, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    base_net = models.DecimalField(
        _("billed without tax, in base currency"), max_digits=18, decimal_places=2, editable=False
    )
    reduction = models.DecimalField(
        _("reduction without tax"), max_digits=18, decimal_places=4, default=Decimal(0), editable=False
    )
    base_reduction = models.DecimalField(
        _("reduction in base currency"), max_digits=18, decimal_places=2, default=Decimal(0), editable=False
    )

    objects = OfInvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        ordering = ["invoice_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="line_position_once"),
            models.CheckConstraint(condition=Q(reduction__gte=0), name="line_reduction_not_negative"),
        ]
        indexes = [
            models.Index(fields=["matter", "work_date"], name="line_matter_date"),
            models.Index(fields=["timekeeper", "work_date"], name="line_timekeeper_date"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.number}"

    @property
    def net(self) -> Decimal:
        """Billed without tax, in the invoice's currency."""
        return self.total - self.tax_amount

    @property
    def approved(self) -> Decimal:
        """Billed without tax less reductions, in the invoice's currency."""
        return self.net - self.reduction

    def tax_on(self, reduction: Decimal, currency: str) -> Decimal:
        """The tax charged on a reduction: in proportion and rounded once, or all of it on the whole line."""
        if self.tax_amount <= 0 or self.net <= 0:
            return ZERO
        if reduction >= self.net:
            return self.tax_amount
        return min(round_money(self.tax_amount * reduction / self.net, currency), self.tax_amount)


class LineAdjustment(models.Model):
    """A reduction of one line, without tax, in the invoice's currency. Undone by marking, not by deletion.

    At most one reduction of a line's own stands at a time: a new one is put on top, marks the one below as
    undone and is `superseded_by` nobody; taking it back lets the one below stand again. Shares of an
    invoice-wide reduction (`batch`) stand beside it and go together.
    """

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="adjustments")
    line = models.ForeignKey(InvoiceLine, models.CASCADE, related_name="adjustments")
    amount = models.DecimalField(_("reduction without tax"), max_digits=18, decimal_places=4)
    tax = models.DecimalField(_("tax on it"), max_digits=18, decimal_places=4, default=Decimal(0))
    new_units = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    new_unit_cost = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    reason = models.ForeignKey(ReasonCode, models.PROTECT, related_name="+")
    note_to_firm = models.TextField(_("note to the firm"), blank=True)
    internal_note = models.TextField(_("internal note"), blank=True)
    finding = models.ForeignKey(
        "billing.ReviewFinding", models.SET_NULL, null=True, related_name="adjustments"
    )
    batch = models.UUIDField(_("invoice-wide reduction"), null=True, editable=False)
    superseded_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="superseded"
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfInvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, tax__gte=0), name="adjustment_reduces"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="adjustment_undone_by_someone",
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(undone_at__isnull=True, batch__isnull=True),
                name="one_standing_adjustment_per_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: -{self.amount}"
