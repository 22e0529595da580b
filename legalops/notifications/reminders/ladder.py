"""The ladder of a reminder: days before a date (30, 14, 7, 3, 1, 0) or after it (-1, -7). Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

SATURDAY = 5
# What fell due while everything was down is made up for this long, and then no more.
CATCH_UP = timedelta(days=7)
FURTHEST = 730


def send_day(on: date, offset: int, *, off_weekends: bool) -> date:
    """The day on which this rung is sent. A weekend moves it to the Friday before; after the date, to Monday,
    so that no rung comes later than it should or before the date it looks back on.
    """
    day = on - timedelta(days=offset)
    if not off_weekends or day.weekday() < SATURDAY:
        return day
    if offset < 0:
        return day + timedelta(days=7 - day.weekday())
    return day - timedelta(days=day.weekday() - SATURDAY + 1)


def due_rung(today: date, on: date, ladder: Iterable[int], *, off_weekends: bool = False) -> int | None:
    """The rung to send today: the latest whose day has come. Earlier ones that were missed stay unsent.

    None when no day has come yet, or it came more than CATCH_UP ago and the date itself is past.
    """
    came = [offset for offset in ladder if send_day(on, offset, off_weekends=off_weekends) <= today]
    if not came:
        return None
    latest = min(came)
    if latest > 0 and on >= today:
        return latest
    return latest if send_day(on, latest, off_weekends=off_weekends) >= today - CATCH_UP else None


def escalates(today: date, on: date, after: int | None) -> bool:
    """Whether a date is overdue by so many days today, or was within CATCH_UP."""
    if after is None:
        return False
    day = on + timedelta(days=after)
    return day <= today <= day + CATCH_UP


def span(today: date, ladder: Iterable[int], after: int | None) -> tuple[date, date]:
    """The first and last date that can be due today under any rung."""
    offsets = [*ladder, -(after or 0), 0]
    weekend = timedelta(days=2)
    return (
        today + timedelta(days=min(offsets)) - CATCH_UP - weekend,
        today + timedelta(days=max(offsets)) + weekend,
    )
