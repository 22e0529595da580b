"""Budgets by version and phase."""

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matters.enums import BudgetStatus
from matters.models.matter import Matter
from matters.querysets import OfMatterQuerySet


@pghistory.track()
class Budget(models.Model):
    """A version of a matter's budget over its whole life, in the matter's currency, without tax."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="budgets")
    version = models.PositiveSmallIntegerField(_("version"))
    amount = models.DecimalField(
        _("amount"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)]
    )
    status = models.CharField(
        _("status"), max_length=10, choices=BudgetStatus, default=BudgetStatus.DRAFT, editable=False
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    note = models.TextField(_("note"), blank=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "version"], name="budget_version_once"),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(status="approved"), name="one_approved_budget"
            ),
        ]

    def __str__(self) -> str:
        return f"Budget {self.version}: {self.amount}"


class BudgetPhase(models.Model):
    """The part of a budget for one UTBMS phase."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="phases")
    phase = models.CharField(_("phase"), max_length=10)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "phase"], name="phase_once_per_budget")]

    def __str__(self) -> str:
        return f"{self.phase}: {self.amount}"
