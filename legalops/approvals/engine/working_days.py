"""Days by which decisions are due: those on which the calendar opens, holidays and closures left out."""

from datetime import UTC, datetime

from legalops.calendars.arithmetic import WorkingTime


def working_days_after(moment: datetime, days: int, calendar: WorkingTime) -> datetime:
    """The same time of day in the calendar's zone, so many of its business days later, as an instant in UTC.

    From a day on which it is closed it counts from the next business day on. Raises NeverOpen.
    """
    local = moment.astimezone(calendar.zone)
    day = calendar.add_days(local.date(), days)
    return datetime.combine(day, local.time(), calendar.zone).astimezone(UTC)
