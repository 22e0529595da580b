"""Hand-over of approved invoices to accounts payable: once and only once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.models.invoice import Invoice
from billing.querysets import ExportQuerySet
from legalops.documents.models import Document


class ApExport(models.Model):
    """A file handed to accounts payable."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    invoice_count = models.PositiveIntegerField()

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("accounts payable export")
        verbose_name_plural = _("accounts payable exports")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"AP-{self.pk:06d}"


class ApExportItem(models.Model):
    """An invoice in an export; the database lets it be in one only."""

    export = models.ForeignKey(ApExport, models.PROTECT, related_name="items")
    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="export_item")
    amount = models.DecimalField(_("approved, tax included"), max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    # As the file says them, whatever becomes of the matter and the codes.
    legal_entity = models.CharField(_("legal entity"), max_length=30, blank=True, default="")
    department = models.CharField(_("department"), max_length=30, blank=True, default="")
    cost_centre = models.CharField(_("cost centre"), max_length=30, blank=True, default="")
    ledger_account = models.CharField(_("general-ledger account"), max_length=30, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.export_id}: {self.invoice_id}"
