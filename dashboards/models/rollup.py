"""Spend by matter and month, by view family and month, and the marks that say what to add up again.

The matter rollup (L1) is the reconcilable base. The slice rollups (L2) hold unrestricted matters only
(domain/kpis.md §2.5). Both are written by the drain alone; foreign keys carry no constraint, since rows
are deleted and inserted whole.
"""

from decimal import Decimal

from django.db import models

from dashboards.enums import Basis, Slice, SpendKind
from dashboards.querysets import DashboardQuerySet, MatterSpendQuerySet

_MONEY = {"max_digits": 20, "decimal_places": 2, "default": Decimal(0)}


class SpendSums(models.Model):
    """What is added up, in base currency without tax: billed, reductions, hours, lines."""

    basis = models.CharField(max_length=7, choices=Basis)
    month = models.DateField()
    kind = models.CharField(max_length=7, choices=SpendKind)
    billed = models.DecimalField(**_MONEY)
    reduction = models.DecimalField(**_MONEY)
    hours = models.DecimalField(max_digits=20, decimal_places=4, default=Decimal(0))
    lines = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class OfMatter(SpendSums):
    """Sums of a matter, with the type and the restriction under which its rows count in the slices."""

    matter_id = models.BigIntegerField()
    matter_type_id = models.BigIntegerField()
    restricted = models.BooleanField()
    firm_id = models.BigIntegerField()
    phase = models.CharField(max_length=10, blank=True)

    class Meta:
        abstract = True


class MatterSpend(OfMatter):
    """Approved spend of a matter in a month, by firm, phase and kind."""

    objects = MatterSpendQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter_id", "basis", "month", "firm_id", "phase", "kind"], name="matter_spend_key"
            )
        ]
        indexes = [
            models.Index(fields=["basis", "firm_id", "month"], name="matter_spend_firm"),
            models.Index(fields=["basis", "phase", "month"], name="matter_spend_phase"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.month}: {self.billed}"


class MatterSavings(OfMatter):
    """Reductions on approved lines of a matter in a month, by reason and by the rule that proposed them.

    Without a rule the reviewer found it. `billed` and `hours` stay 0, since they belong to lines and not to
    reductions; `lines` counts a line once for each of its reasons.
    """

    reason_id = models.BigIntegerField()
    rule = models.CharField(max_length=10, blank=True)

    objects = MatterSpendQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter_id", "basis", "month", "firm_id", "reason_id", "rule", "phase", "kind"],
                name="matter_savings_key",
            )
        ]
        indexes = [models.Index(fields=["basis", "month"], name="matter_savings_month")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.month}: {self.reduction}"


class SliceSpend(SpendSums):
    """Approved spend of unrestricted matters in a month, by one dimension's value."""

    family = models.CharField(max_length=6, choices=Slice)
    value = models.CharField(max_length=20, blank=True)

    objects = DashboardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family", "basis", "month", "value", "kind"], name="slice_spend_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.value} {self.month}: {self.billed}"


class DirtySpend(models.Model):
    """A matter's month to add up again; without a month, all of its months.

    Append-only: a deduplicated queue loses data for ever (domain/kpis.md §2.4).
    """

    basis = models.CharField(max_length=7)
    matter_id = models.BigIntegerField()
    month = models.DateField(null=True)
    at = models.DateTimeField()

    objects = DashboardQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.basis} {self.matter_id} {self.month}"


class RollupState(models.Model):
    """When a family of rollups was last drained, and how long that took."""

    family = models.CharField(max_length=20, unique=True)
    drained_at = models.DateTimeField()
    keys = models.PositiveIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)

    objects = DashboardQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.family}: {self.drained_at}"
