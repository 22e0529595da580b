"""The time zone in which whoever reads sees clock times; without a reader it is the department's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Asked only when a clock time is shown, so that a request without one never looks its reader up.
_reader: ContextVar[Callable[[], str] | None] = ContextVar("zone of the reader", default=None)


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def names() -> tuple[str, ...]:
    """What can be chosen: places of the IANA data base, and UTC; in order."""
    places = (name for name in _known() if "/" in name and not name.startswith(("Etc/", "posix")))
    return (*sorted(places), "UTC")


def known_zone(name: str) -> None:
    """Raise ValidationError for a name that is no time zone."""
    if name not in _known():
        raise ValidationError(
            _("“%(name)s” is no time zone. Write it as in Europe/London."), params={"name": name}
        )


def name_or_department(name: str) -> str:
    """The name, or the department's where it is empty or the data base has dropped it."""
    return name if name and name in _known() else settings.REPORTING_TIME_ZONE


def reader_name() -> str:
    """Name of the reader's zone."""
    ask = _reader.get()
    return ask() if ask else settings.REPORTING_TIME_ZONE


def reader() -> ZoneInfo:
    """The reader's zone."""
    return ZoneInfo(reader_name())


def local(instant: datetime) -> datetime:
    """An aware instant on the reader's clock."""
    return instant.astimezone(reader())


@contextmanager
def reading_in(name: str | Callable[[], str]) -> Iterator[None]:
    """Show clock times in this zone; a callable is asked for the name when the first is shown."""
    token = _reader.set(name if callable(name) else lambda: name)
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def for_the_department() -> Iterator[None]:
    """Show clock times in the department's zone: for files and stored texts that many people read."""
    token = _reader.set(None)
    try:
        yield
    finally:
        _reader.reset(token)


def told(instant: datetime) -> str:
    """The reader's zone and what its clock is off at that instant: "Europe/London, UTC+1"."""
    name = reader_name()
    if name == "UTC":
        return name
    return f"{name}, UTC{_offset(local(instant).utcoffset() or timedelta())}"


def _offset(off: timedelta) -> str:
    minutes = round(off.total_seconds() / 60)
    if not minutes:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'+' if minutes > 0 else chr(0x2212)}{hours}" + (f":{rest:02}" if rest else "")
