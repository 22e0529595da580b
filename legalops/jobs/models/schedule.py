"""When periodic work runs, as administrators keep it."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Schedule(models.Model):
    """One row per periodic job; empty fields mean the shipped schedule. Changed only by `services.schedules`.

    A job that ships with a time of day runs daily at `at`, every other one each `every_seconds`.
    """

    name = models.CharField(_("work"), max_length=100, unique=True, editable=False)
    paused = models.BooleanField(_("paused"), default=False)
    every_seconds = models.PositiveIntegerField(
        _("every … seconds"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5), MaxValueValidator(86_400)],
        help_text=_("Empty: as shipped."),
    )
    at = models.TimeField(
        _("daily at"),
        null=True,
        blank=True,
        help_text=_("In the organisation's time zone. Empty: as shipped."),
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)

    class Meta:
        verbose_name = _("schedule of periodic work")
        verbose_name_plural = _("schedules of periodic work")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
