"""When something may go out: quiet hours and digests in a person's own zone. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from legalops.notifications.enums import Pace

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Timetable:
    """A person's zone, quiet hours (both ends or neither; past midnight allowed) and digest time."""

    zone: str
    quiet_from: time | None = None
    quiet_until: time | None = None
    quiet_weekends: bool = False
    digest_at: time = time(8, 0)
    digest_weekday: int = 0


def due_at(now: datetime, pace: Pace | str, table: Timetable, *, urgent: bool = False) -> datetime:
    """The first instant from `now` at which this may go out; aware in, aware out."""
    if urgent:
        return now
    if pace == Pace.AT_ONCE:
        return after_quiet(now, table)
    return next_digest(now, table, weekly=pace == Pace.WEEKLY)


def next_digest(now: datetime, table: Timetable, *, weekly: bool) -> datetime:
    """The next digest time strictly after `now`. It is the person's own choice, so quiet hours do not count;
    daily digests skip a quiet weekend.
    """
    local = now.astimezone(ZoneInfo(table.zone))
    for ahead in range(9):
        at = _at(local, ahead, table.digest_at)
        if at > local and _is_digest_day(at, table, weekly=weekly):
            return at.astimezone(now.tzinfo)
    raise AssertionError("A week has every weekday.")


def after_quiet(now: datetime, table: Timetable) -> datetime:
    """`now` outside quiet hours, else their end."""
    moment = now.astimezone(ZoneInfo(table.zone))
    # Hours may lead into a weekend and the weekend into hours; a few steps end every such chain.
    for _step in range(6):
        end = _end_of_quiet(moment, table)
        if end is None:
            break
        moment = end
    return moment.astimezone(now.tzinfo)


def _end_of_quiet(moment: datetime, table: Timetable) -> datetime | None:
    if table.quiet_weekends and moment.weekday() >= SATURDAY:
        return _at(moment, 7 - moment.weekday(), time(0))
    start, end = table.quiet_from, table.quiet_until
    if start is None or end is None or start == end:
        return None
    clock = moment.time()
    if start < end:
        return _at(moment, 0, end) if start <= clock < end else None
    if clock >= start:
        return _at(moment, 1, end)
    return _at(moment, 0, end) if clock < end else None


def _is_digest_day(at: datetime, table: Timetable, *, weekly: bool) -> bool:
    if weekly:
        return at.weekday() == table.digest_weekday
    return not (table.quiet_weekends and at.weekday() >= SATURDAY)


def _at(moment: datetime, days: int, clock: time) -> datetime:
    """The same zone's wall clock some days on; an hour that a change of clocks skips becomes the next one."""
    zone = moment.tzinfo
    wall = datetime.combine(moment.date() + timedelta(days=days), clock, zone)
    # Through UTC and back, so that a wall time that does not exist becomes one that does.
    return wall.astimezone(ZoneInfo("UTC")).astimezone(zone)
