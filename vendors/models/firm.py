"""Firms, their offices and their portal users."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from legalops.fields.models import Customised
from legalops.fx.models import currency_code
from vendors.enums import FirmStatus, FirmTier
from vendors.querysets import FirmOwnedQuerySet, FirmQuerySet


class Firm(Customised):
    """A law firm or other vendor that bills the department."""

    code = models.SlugField(_("vendor code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    status = models.CharField(_("status"), max_length=10, choices=FirmStatus, default=FirmStatus.ACTIVE)
    tier = models.CharField(
        _("tier"), max_length=12, choices=FirmTier, blank=True, help_text=_("Empty: not rated yet.")
    )
    tax_id = models.CharField(_("tax id (LAW_FIRM_ID)"), max_length=50, blank=True)
    country = models.CharField(_("country"), max_length=2, default="US")
    currency = models.CharField(
        _("billing currency"), max_length=3, default="USD", validators=[currency_code]
    )
    ap_vendor_number = models.CharField(_("vendor number in accounts payable"), max_length=30, blank=True)
    tax_invoices = models.BooleanField(
        _("sends tax invoices (EU mode)"),
        default=False,
        help_text=_("They are never reduced: disputed, rejected or met by a credit note instead."),
    )

    objects = FirmQuerySet.as_manager()

    class Meta:
        verbose_name = _("firm")
        verbose_name_plural = _("firms")
        ordering = ["name"]
        indexes = [*Customised.Meta.indexes, models.Index(Upper("name"), name="firm_name_upper")]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A place from which a firm works."""

    firm = models.ForeignKey(Firm, models.CASCADE, related_name="offices")
    name = models.CharField(_("name"), max_length=100)
    city = models.CharField(_("city"), max_length=80)
    country = models.CharField(_("country"), max_length=2, default="US")

    objects = FirmOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["firm", "name"]
        constraints = [models.UniqueConstraint(fields=["firm", "name"], name="office_name_once_per_firm")]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"


class FirmMembership(models.Model):
    """A person of outside counsel uses the portal of exactly one firm."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="firm_membership")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="memberships")

    objects = FirmOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("firm user")
        verbose_name_plural = _("firm users")

    def __str__(self) -> str:
        return f"{self.user} ({self.firm})"
