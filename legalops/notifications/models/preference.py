"""What each person wants to be told, how, and when not."""

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.kernel.zones import known_zone  # noqa: F401  (a migration knows it by this place)
from legalops.notifications.enums import Pace
from legalops.notifications.querysets import OwnQuerySet


class Preference(models.Model):
    """A person's choice for one kind; without a row the kind's own channels hold."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences"
    )
    kind = models.CharField(_("kind"), max_length=80)
    in_app = models.BooleanField(_("in the product"))
    email = models.CharField(_("e-mail"), max_length=10, choices=Pace)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification preference")
        verbose_name_plural = _("notification preferences")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="preference_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class PersonalSchedule(models.Model):
    """When a person may be written to: quiet hours hold what is not urgent, digests go at their own time.

    Times are on the clock of the person's own zone (`User.zone`). Quiet hours may pass midnight (22:00 to
    07:00).
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_schedule", primary_key=True
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    quiet_weekends = models.BooleanField(_("quiet on Saturday and Sunday"), default=False)
    digest_at = models.TimeField(_("digest at"), default=time(8, 0))
    digest_weekday = models.PositiveSmallIntegerField(
        _("day of the weekly digest"), default=0, validators=[MaxValueValidator(6)]
    )

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("personal schedule")
        verbose_name_plural = _("personal schedules")
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_both_ends",
                violation_error_message=_("Give both the beginning and the end of the quiet hours."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user_id)

    @property
    def zone(self) -> str:
        """The person's own zone, empty for the department's."""
        return self.user.time_zone

    @property
    def language(self) -> str:
        """Code of the person's own language, empty for the department's."""
        return self.user.language

    @property
    def notation(self) -> str:
        """Code of how the person sees numbers and dates written, empty for the department's."""
        return self.user.notation
