"""Rules that remind people of dates."""

from datetime import time

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.notifications.querysets import ConfiguredQuerySet
from legalops.notifications.reminders.ladder import FURTHEST


def sensible_ladder(ladder: list[int]) -> None:
    """Raise ValidationError for an empty ladder, a rung twice, or one out of reach."""
    if not ladder:
        raise ValidationError(_("Give at least one number of days, such as 7."))
    if len(set(ladder)) != len(ladder):
        raise ValidationError(_("Each number of days may stand there once."))
    if any(abs(offset) > FURTHEST for offset in ladder):
        raise ValidationError(_("At most %(most)s days before or after."), params={"most": FURTHEST})


def default_ladder() -> list[int]:
    """30, 14, 7, 3, 1 days before, and on the day."""
    return [30, 14, 7, 3, 1, 0]


@pghistory.track(exclude=["planned_on", "planned_at", "told"])
class ReminderRule(models.Model):
    """Tell some people some days before or after a date of some records. Saved only by its service."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    record_type = models.CharField(_("records"), max_length=60)
    date_field = models.CharField(_("date"), max_length=60)
    conditions = models.JSONField(
        _("only when"),
        default=list,
        blank=True,
        help_text=_("A closed or finished record is left alone only if a condition says so."),
    )
    ladder = ArrayField(
        models.SmallIntegerField(),
        verbose_name=_("days before"),
        default=default_ladder,
        validators=[sensible_ladder],
        help_text=_("Days before the date, separated by commas; 0 is the day itself, -3 three days after."),
    )
    off_weekends = models.BooleanField(
        _("not on weekends"),
        default=True,
        help_text=_("Sent on the Friday before; what looks back on the date, on the Monday after."),
    )
    at = models.TimeField(
        _("time of day"), default=time(7, 0), help_text=_("In the organisation's time zone.")
    )
    recipients = ArrayField(models.CharField(max_length=80), verbose_name=_("to"))
    escalate_after = models.PositiveSmallIntegerField(
        _("days overdue until it is escalated"), null=True, blank=True
    )
    escalate_to = ArrayField(
        models.CharField(max_length=80), verbose_name=_("escalated to"), default=list, blank=True
    )
    title = models.CharField(_("title"), max_length=200, default="{record}: {when}")
    body = models.TextField(_("text"), blank=True)

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    planned_on = models.DateField(_("last run for"), null=True, editable=False)
    planned_at = models.DateTimeField(_("last run"), null=True, editable=False)
    told = models.PositiveIntegerField(_("told in the last run"), default=0, editable=False)

    objects = ConfiguredQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
