"""Calendars as working time."""

from datetime import date
from zoneinfo import ZoneInfo

from legalops.calendars import public_holidays
from legalops.calendars.arithmetic import Span, WorkingTime, read_hours
from legalops.calendars.models import WEEKDAYS, BusinessCalendar


def default_calendar() -> BusinessCalendar:
    """The calendar used where no other is named. Raises BusinessCalendar.DoesNotExist before set-up."""
    return BusinessCalendar.objects.get(is_default=True)


def working_time(calendar: BusinessCalendar) -> WorkingTime:
    """Its hours, public holidays and own days; one query. Own days win over public holidays."""
    own = {each.date: read_hours(each.hours) for each in calendar.days.all()}
    weekly = {number: read_hours(getattr(calendar, day)) for number, day in enumerate(WEEKDAYS)}
    country, region = calendar.country, calendar.region

    def special(day: date) -> tuple[Span, ...] | None:
        if day in own:
            return own[day]
        return () if day in public_holidays.in_year(country, region, day.year) else None

    return WorkingTime(ZoneInfo(calendar.zone), weekly, special)


def coming_holidays(calendar: BusinessCalendar, since: date, most: int = 12) -> list[tuple[date, str]]:
    """The next public holidays and own days, by date, within this year and the next."""
    found = {
        day: name
        for year in (since.year, since.year + 1)
        for day, name in public_holidays.in_year(calendar.country, calendar.region, year).items()
    }
    found |= {each.date: each.name for each in calendar.days.all()}
    return sorted((day, name) for day, name in found.items() if day >= since)[:most]
