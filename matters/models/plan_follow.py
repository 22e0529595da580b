"""Following through: what blocks a task, who was told when it stayed so, and the one next action."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.web import formats
from legalops.workflows.models import Task
from matters.enums import BlockKind, EscalationCause, RungWho
from matters.models.matter import Matter
from matters.models.plan import PlanTask
from matters.querysets import OfMatterQuerySet


class PlanBlock(models.Model):
    """A task cannot go on: because of whom, since when, and when they are chased next.

    Resolved, the task is again what it was before; nothing else has to be set back.
    """

    plan_task = models.ForeignKey(PlanTask, models.CASCADE, related_name="blocks")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="plan_blocks")
    kind = models.CharField(_("blocked by"), max_length=15, choices=BlockKind)
    since = models.DateField(_("since"))
    note = models.CharField(_("what is missing"), max_length=500, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    chase_every_days = models.PositiveSmallIntegerField(
        _("chase every so many working days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    next_chase_on = models.DateField(_("next chaser"), null=True, blank=True)
    chased = models.PositiveSmallIntegerField(_("chased"), default=0)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolution = models.CharField(_("how it was resolved"), max_length=500, blank=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_task"], condition=Q(resolved_at=None), name="one_open_block_per_task"
            )
        ]
        indexes = [
            models.Index(fields=["next_chase_on"], condition=Q(resolved_at=None), name="block_next_chaser")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.note}"

    @property
    def words(self) -> str:
        """By whom it is blocked and since when."""
        return _("Blocked: %(who)s, since %(day)s") % {
            "who": self.get_kind_display().lower(),
            "day": formats.day(self.since),
        }

    def days_until(self, today: date) -> int:
        """Calendar days since it is blocked."""
        return (today - self.since).days


class EscalationRung(models.Model):
    """A rung of the ladder: after so many working days, these people are told. Kept by administrators."""

    cause = models.CharField(_("when a task is"), max_length=10, choices=EscalationCause)
    after_days = models.PositiveSmallIntegerField(
        _("for more than so many working days"), validators=[MaxValueValidator(250)]
    )
    who = models.CharField(_("tell"), max_length=10, choices=RungWho)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("rung of the escalation ladder")
        verbose_name_plural = _("escalation ladder")
        ordering = ["cause", "after_days", "id"]
        constraints = [models.UniqueConstraint(fields=["cause", "who"], name="rung_once")]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} > {self.after_days}: {self.get_who_display()}"


class PlanEscalation(models.Model):
    """A task stayed overdue or blocked, and people were told. `level` is the rung it reached."""

    plan_task = models.ForeignKey(PlanTask, models.CASCADE, related_name="escalations")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="plan_escalations")
    cause = models.CharField(_("cause"), max_length=10, choices=EscalationCause)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(_("what is done about it"), max_length=500, blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_task", "cause"], condition=Q(resolved_at=None), name="one_open_escalation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()}: {self.plan_task_id}"


class NextAction(models.Model):
    """The one thing that happens next on a matter: what, by whom, until when.

    One that stands for a task is read from the task; `what`, `owner` and `due_on` are then its copy at the
    time. A matter's earlier ones stay, ended.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="next_actions")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="+")
    what = models.CharField(_("next action"), max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(_("by"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    picked = models.BooleanField(_("taken from the plan by itself"), default=False)
    ended_at = models.DateTimeField(null=True)
    done = models.BooleanField(_("was done"), default=False)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("next action")
        verbose_name_plural = _("next actions")
        ordering = ["-set_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(ended_at=None), name="one_next_action_per_matter"
            )
        ]

    def __str__(self) -> str:
        return self.what
