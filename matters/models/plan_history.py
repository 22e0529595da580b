"""What a plan once was: baselines, kept for ever, and every move with its reason."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.kernel import clock
from matters.enums import PlanTaskKind, SlipReason
from matters.models.matter import Matter
from matters.models.plan import Plan, PlanTask
from matters.querysets import OfMatterQuerySet

_KEPT = [pgtrigger.Protect(name="kept_as_taken", operation=pgtrigger.Update)]


class PlanBaseline(models.Model):
    """A plan as it stood when somebody said: this is what we hold ourselves to."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="baselines")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="plan_baselines")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=80)
    reason = models.CharField(_("why"), max_length=500)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ends_on = models.DateField(_("planned end"), null=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="baseline_number_once")]
        triggers = _KEPT

    def __str__(self) -> str:
        return self.name

    @property
    def taken_on(self) -> date:
        """The department's day on which it was taken."""
        return clock.local_date(self.taken_at)


class BaselineRow(models.Model):
    """A task in a baseline. Its words are copied, so that it reads the same for ever."""

    baseline = models.ForeignKey(PlanBaseline, models.CASCADE, related_name="rows")
    plan_task = models.ForeignKey(PlanTask, models.CASCADE, related_name="baseline_rows")
    title = models.CharField(max_length=200)
    phase_code = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=PlanTaskKind)
    starts_on = models.DateField()
    finishes_on = models.DateField()
    effort_hours = models.DecimalField(max_digits=8, decimal_places=2, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["baseline", "plan_task"], name="baseline_row_once")]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.title}: {self.finishes_on}"


class Replan(models.Model):
    """A task's days became others: from when to when, by how much, why, and by whom.

    `slip_days` counts working days from old to new end, below zero when it became earlier. `cause` is the
    task that was moved by hand where this one followed it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="replans")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="replans")
    plan_task = models.ForeignKey(PlanTask, models.CASCADE, related_name="replans")
    cause = models.ForeignKey(PlanTask, models.CASCADE, null=True, related_name="+")
    from_start = models.DateField()
    from_finish = models.DateField()
    to_start = models.DateField()
    to_finish = models.DateField()
    slip_days = models.SmallIntegerField(_("slip in working days"))
    reason = models.CharField(_("reason"), max_length=20, choices=SlipReason)
    note = models.CharField(_("note"), max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("move in a plan")
        verbose_name_plural = _("moves in plans")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["plan", "-made_at"], name="replan_latest")]
        triggers = _KEPT

    def __str__(self) -> str:
        return f"{self.plan_task_id}: {self.from_finish} → {self.to_finish}"
