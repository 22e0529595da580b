"""The ladder of a reminder: days before a date (30, 14, 7, 3, 1, 0) or after it (-1, -7). Pure."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

# What fell due while everything was down is made up for this long, and then no more.
CATCH_UP = timedelta(days=7)
FURTHEST = 730
# Where nobody works for longer than this, the reminder is sent on its own day.
LONGEST_CLOSED = 31
# Whether somebody works on a date: a calendar as the ladder needs it.
Works = Callable[[date], bool]


def send_day(on: date, offset: int, works: Works | None = None) -> date:
    """The day on which this rung is sent. Where nobody works then, it is the business day before; after the
    date, the next one, so that no rung comes later than it should or before the date it looks back on.
    """
    day = on - timedelta(days=offset)
    if works is None:
        return day
    step = timedelta(days=1 if offset < 0 else -1)
    days = (day + step * number for number in range(LONGEST_CLOSED + 1))
    return next((each for each in days if works(each)), day)


def due_rung(today: date, on: date, ladder: Iterable[int], works: Works | None = None) -> int | None:
    """The rung to send today: the latest whose day has come. Earlier ones that were missed stay unsent.

    None when no day has come yet, or it came more than CATCH_UP ago and the date itself is past.
    """
    came = [offset for offset in ladder if send_day(on, offset, works) <= today]
    if not came:
        return None
    latest = min(came)
    if latest > 0 and on >= today:
        return latest
    return latest if send_day(on, latest, works) >= today - CATCH_UP else None


def escalates(today: date, on: date, after: int | None) -> bool:
    """Whether a date is overdue by so many days today, or was within CATCH_UP."""
    if after is None:
        return False
    day = on + timedelta(days=after)
    return day <= today <= day + CATCH_UP


def span(today: date, ladder: Iterable[int], after: int | None) -> tuple[date, date]:
    """The first and last date that can be due today under any rung."""
    offsets = [*ladder, -(after or 0), 0]
    closed = timedelta(days=LONGEST_CLOSED)
    return (
        today + timedelta(days=min(offsets)) - CATCH_UP - closed,
        today + timedelta(days=max(offsets)) + closed,
    )
