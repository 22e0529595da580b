"""Now and today; the organisation's day is the reporting zone's, not the server's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The organisation's date (settings.REPORTING_TIME_ZONE)."""
    return local_date(now())


def local_date(instant: datetime) -> date:
    """The organisation's date at an aware instant."""
    return instant.astimezone(ZoneInfo(settings.REPORTING_TIME_ZONE)).date()
