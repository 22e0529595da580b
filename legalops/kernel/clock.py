"""Now and today; the organisation's day is the reporting zone's, not the server's."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_frozen: ContextVar[datetime | None] = ContextVar("frozen clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC; within `frozen` the instant given there."""
    return _frozen.get() or timezone.now()


def today() -> date:
    """The organisation's date (settings.REPORTING_TIME_ZONE)."""
    return local_date(now())


def local_date(instant: datetime) -> date:
    """The organisation's date at an aware instant."""
    return instant.astimezone(ZoneInfo(settings.REPORTING_TIME_ZONE)).date()


def start_of(day: date) -> datetime:
    """The instant at which the organisation's day begins, aware; a zone's change of clocks is minded."""
    return datetime.combine(day, time.min, ZoneInfo(settings.REPORTING_TIME_ZONE))


def end_of(day: date) -> datetime:
    """The instant at which the organisation's day is over: not part of it any more."""
    return start_of(day + timedelta(days=1))


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Let services believe it is another instant: for demo data and imports of history, never for requests.

    Raises ValueError for a naive instant.
    """
    if at.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    token = _frozen.set(at)
    try:
        yield
    finally:
        _frozen.reset(token)
