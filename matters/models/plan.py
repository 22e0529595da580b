"""The plan of a matter: phases, tasks and milestones, and what waits for what.

What people see under "Tasks" is one record (`legalops.workflows.models.Task`): title, owner, due day and
whether it is done stand there alone. A plan's row adds what planning needs (docs/adr/0012).
"""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legalops.calendars.models import BusinessCalendar
from legalops.kernel import clock
from legalops.workflows.models import Task
from matters.enums import LinkKind, PlanState, PlanTaskKind
from matters.models.matter import Matter
from matters.querysets import OfMatterQuerySet


class Plan(models.Model):
    """How a matter is to be done. `version` counts its changes, so that nobody writes over another's."""

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="plan")
    starts_on = models.DateField(_("begins"))
    calendar = models.ForeignKey(
        BusinessCalendar, models.PROTECT, related_name="+", verbose_name=_("calendar")
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    template = models.ForeignKey(
        "matters.PlanTemplateVersion", models.PROTECT, null=True, blank=True, related_name="plans"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return f"{self.matter.number}: {self.starts_on}"


class PlanPhase(models.Model):
    """A part of a plan by UTBMS phase code: the code that budget phases and invoice lines bear."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="phases")
    code = models.CharField(_("UTBMS phase"), max_length=10)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="phase_once_per_plan")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class PlanTask(models.Model):
    """A task or milestone of a plan: when it starts, how long it takes, what holds it.

    `days` are working days of the plan's calendar, none for a milestone. It ends on its task's due day.
    `not_before` and `fixed_on` are the planner's wishes; `begun_on` is a fact.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="plan_tasks")
    phase = models.ForeignKey(PlanPhase, models.RESTRICT, related_name="tasks")
    task = models.OneToOneField(Task, models.CASCADE, related_name="planned")
    kind = models.CharField(_("kind"), max_length=10, choices=PlanTaskKind, default=PlanTaskKind.TASK)
    code = models.CharField(_("UTBMS task"), max_length=10, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    starts_on = models.DateField(_("starts"))
    days = models.PositiveSmallIntegerField(_("working days"), validators=[MaxValueValidator(1000)])
    effort_hours = models.DecimalField(
        _("effort in hours"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    not_before = models.DateField(_("not before"), null=True, blank=True)
    fixed_on = models.DateField(_("fixed on"), null=True, blank=True)
    begun_on = models.DateField(_("begun"), null=True, blank=True)
    template_key = models.CharField(max_length=60, blank=True, editable=False)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned task")
        verbose_name_plural = _("planned tasks")
        ordering = ["phase__position", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="milestone", days=0) | Q(kind="task", days__gt=0),
                name="milestone_takes_no_days",
                violation_error_message=_("A task takes at least one working day, a milestone none."),
            ),
        ]

    def __str__(self) -> str:
        return self.task.title

    @property
    def title(self) -> str:
        """What is to be done."""
        return self.task.title

    @property
    def finishes_on(self) -> date:
        """Its last day as planned: the task's due day."""
        return self.task.due_on or self.starts_on

    @property
    def done_on(self) -> date | None:
        """The day on which it was finished."""
        return clock.local_date(self.task.done_at) if self.task.done_at else None

    @property
    def is_milestone(self) -> bool:
        """It is a point in time."""
        return self.kind == PlanTaskKind.MILESTONE

    @property
    def open_block(self) -> "models.Model | None":
        """What blocks it now. Uses the rows that came along (`with_parts`)."""
        return next((each for each in self.blocks.all() if each.resolved_at is None), None)

    @property
    def state(self) -> PlanState:
        """Where it stands: from its task, its block and its beginning, never stored."""
        if self.task.cancelled_at:
            return PlanState.CANCELLED
        if self.task.done_at:
            return PlanState.DONE
        if self.open_block:
            return PlanState.BLOCKED
        return PlanState.BEGUN if self.begun_on else PlanState.PLANNED


class PlanDependency(models.Model):
    """`after` waits for `before`, with a lag in working days (below zero: a lead)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="dependencies")
    before = models.ForeignKey(PlanTask, models.CASCADE, related_name="leads_to")
    after = models.ForeignKey(PlanTask, models.CASCADE, related_name="waits_for")
    kind = models.CharField(_("kind"), max_length=2, choices=LinkKind, default=LinkKind.FINISH_START)
    lag_days = models.SmallIntegerField(
        _("lag in working days"), default=0, validators=[MinValueValidator(-365), MaxValueValidator(365)]
    )

    class Meta:
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="nothing_waits_for_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} {self.kind} {self.after_id}"
