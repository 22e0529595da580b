"""Business calendars and their own days."""

from zoneinfo import available_timezones

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.calendars import public_holidays
from legalops.calendars.arithmetic import HoursError, read_hours

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def valid_hours(text: str) -> None:
    """Refuse hours that cannot be read."""
    try:
        read_hours(text)
    except HoursError as error:
        raise ValidationError(str(error)) from None


def _hours(label: str, default: str = "") -> models.CharField:
    return models.CharField(label, max_length=80, blank=True, default=default, validators=[valid_hours])


@pghistory.track()
class BusinessCalendar(models.Model):
    """When people work: hours by weekday in a time zone, public holidays, and days of its own."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    zone = models.CharField(
        _("time zone"), max_length=50, help_text=_("Such as America/New_York or Europe/Berlin.")
    )
    monday = _hours(_("Monday"), "09:00-17:00")
    tuesday = _hours(_("Tuesday"), "09:00-17:00")
    wednesday = _hours(_("Wednesday"), "09:00-17:00")
    thursday = _hours(_("Thursday"), "09:00-17:00")
    friday = _hours(_("Friday"), "09:00-17:00")
    saturday = _hours(_("Saturday"))
    sunday = _hours(_("Sunday"))
    country = models.CharField(
        _("public holidays of"), max_length=2, blank=True, help_text=_("Country code, such as US or DE.")
    )
    region = models.CharField(_("state or region"), max_length=10, blank=True)
    is_default = models.BooleanField(_("used where no other is named"), default=False)

    class Meta:
        verbose_name = _("business calendar")
        verbose_name_plural = _("business calendars")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="one_default_calendar",
                violation_error_message=_("Another calendar is the default; take it from that one first."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse zones, countries and regions nobody knows, and a week without a single hour."""
        if self.zone not in available_timezones():
            raise ValidationError({"zone": _("There is no such time zone. Write it as Europe/Berlin.")})
        if not any(getattr(self, day) for day in WEEKDAYS):
            raise ValidationError({"monday": _("The week needs opening hours on at least one day.")})
        self.country, self.region = self.country.upper(), self.region.upper()
        if problem := public_holidays.problem_with(self.country, self.region):
            raise ValidationError({problem.field: problem.message})


@pghistory.track()
class CalendarDay(models.Model):
    """A day that differs: closed where its hours are empty, else open as they say."""

    calendar = models.ForeignKey(BusinessCalendar, models.CASCADE, related_name="days")
    date = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=80)
    hours = models.CharField(
        _("hours"), max_length=80, blank=True, validators=[valid_hours], help_text=_("Empty means closed.")
    )

    class Meta:
        verbose_name = _("day of its own")
        verbose_name_plural = _("days of its own")
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.date}: {self.name}"
