"""The calendar that ships with the product."""

from django.conf import settings
from django.utils.translation import gettext as _

from legalops.calendars.models import BusinessCalendar


def install_default() -> None:
    """Make the office's calendar where there is none: weekdays nine to five in the reporting zone."""
    if not BusinessCalendar.objects.exists():
        BusinessCalendar.objects.create(
            code="office",
            name=_("Office hours"),
            zone=settings.REPORTING_TIME_ZONE,
            country="US" if settings.REPORTING_TIME_ZONE.startswith("America/") else "",
            is_default=True,
        )
