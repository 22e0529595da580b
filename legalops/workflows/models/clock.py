"""Service levels: what is promised to whom, the clocks that measure it, and who is told in time."""

from datetime import timedelta

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role
from legalops.calendars.models import BusinessCalendar
from legalops.workflows.enums import ClockKind, ClockState, Moment
from legalops.workflows.models.run import Run


@pghistory.track()
class SlaPolicy(models.Model):
    """A promise in business hours. Of each kind the first policy whose conditions hold counts."""

    name = models.CharField(_("name"), max_length=100)
    record_type = models.CharField(_("for"), max_length=40)
    position = models.PositiveSmallIntegerField(_("order"), default=10)
    conditions = models.JSONField(_("conditions"), default=list, blank=True)
    kind = models.CharField(_("promises"), max_length=10, choices=ClockKind, default=ClockKind.RESOLUTION)
    hours = models.DecimalField(
        _("within business hours"), max_digits=7, decimal_places=2, validators=[MinValueValidator(0.25)]
    )
    at_risk_share = models.PositiveSmallIntegerField(
        _("at risk when this much is used (%)"),
        default=75,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    calendar = models.ForeignKey(
        BusinessCalendar, models.PROTECT, null=True, blank=True, verbose_name=_("calendar"),
        help_text=_("Empty: the default calendar."),
    )  # fmt: skip
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("SLA policy")
        verbose_name_plural = _("SLA policies")
        ordering = ["record_type", "kind", "position", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def amount(self) -> timedelta:
        """The promise as working time."""
        return timedelta(hours=float(self.hours))


@pghistory.track()
class Escalation(models.Model):
    """Who is told when a promise is at risk or broken, and whether the work goes to them."""

    policy = models.ForeignKey(SlaPolicy, models.CASCADE, related_name="escalations")
    moment = models.CharField(_("when"), max_length=10, choices=Moment, default=Moment.AT_RISK)
    who = models.CharField(_("tell"), max_length=60, default="is:assignee")
    reassign_to = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("give it to a"),
        help_text=_("Empty: it stays with whoever has it."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["moment", "id"]

    def __str__(self) -> str:
        return f"{self.get_moment_display()}: {self.who}"


class Clock(models.Model):
    """A promise to one record. While paused, `left` is the working time that remains; it may be negative."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="clocks")
    policy = models.ForeignKey(SlaPolicy, models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=10, choices=ClockKind)
    state = models.CharField(_("state"), max_length=10, choices=ClockState, default=ClockState.RUNNING)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    risk_at = models.DateTimeField(null=True)
    left = models.DurationField(null=True)
    paused_at = models.DateTimeField(null=True)
    at_risk_since = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("SLA clock")
        verbose_name_plural = _("SLA clocks")
        constraints = [models.UniqueConstraint(fields=["run", "kind"], name="one_clock_per_kind")]
        indexes = [
            models.Index(
                fields=["risk_at"], condition=Q(state="running", at_risk_since=None), name="clock_coming_risk"
            ),
            models.Index(
                fields=["due_at"], condition=Q(state="running", breached_at=None), name="clock_coming_breach"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
