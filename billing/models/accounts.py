"""To which accounts of the general ledger invoices are posted."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from legalops.reference.models import LedgerAccount
from matters.models import MatterType


@pghistory.track()
class AccountMapping(models.Model):
    """An account for a matter type, for a task code set, or, with neither, for all the rest."""

    matter_type = models.ForeignKey(
        MatterType, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("matter type")
    )
    code_set = models.CharField(
        _("task code set"),
        max_length=20,
        blank=True,
        help_text=_("With neither a matter type nor a code set it is the account of all the rest."),
    )
    account = models.ForeignKey(
        LedgerAccount, models.PROTECT, related_name="mappings", verbose_name=_("general-ledger account")
    )

    class Meta:
        verbose_name = _("account mapping")
        verbose_name_plural = _("account mappings")
        ordering = ["matter_type__name", "code_set"]
        constraints = [
            models.CheckConstraint(
                condition=Q(matter_type__isnull=True) | Q(code_set=""),
                name="account_mapping_of_one_thing",
                violation_error_message=_("Name a matter type or a code set, not both."),
            ),
            models.UniqueConstraint(
                fields=["matter_type", "code_set"],
                name="account_mapping_once",
                nulls_distinct=False,
                violation_error_message=_("There is an account for this already. Change that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applies_to}: {self.account}"

    @property
    def applies_to(self) -> str:
        """What it is for, in words."""
        if self.matter_type:
            return str(self.matter_type)
        return _now("Code set %s") % self.code_set if self.code_set else _now("All the rest")

    def clean(self) -> None:
        """Refuse a code set that no matter type is coded in: it would never apply."""
        if self.code_set and not MatterType.objects.filter(code_set=self.code_set).exists():
            raise ValidationError({"code_set": _("No matter type is coded in this set.")})
