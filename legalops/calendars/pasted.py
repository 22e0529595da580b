"""Days as people paste them: lines of date, name and hours, or a calendar file (iCalendar)."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar

from legalops.kernel.errors import DomainError

MOST = 2000
_LONGEST_EVENT = 62
_NAME = 80


def read_days(text: str) -> list[dict[str, object]]:
    """Each day with `date`, `name` and `hours` (none is closed), as `days_by_date` takes them.

    Raises DomainError naming the line or event that cannot be read, and for more than MOST days.
    """
    found = []
    for day in _of_calendar(text) if "BEGIN:VCALENDAR" in text.upper() else _of_lines(text):
        found.append(day)
        if len(found) > MOST:
            raise _refusal(_("These are more than %s days. Paste them year by year.") % MOST)
    if not found:
        raise _refusal(_("There is no day here. Write a line such as: 2026-12-24, Christmas Eve."))
    return found


def _of_lines(text: str) -> Iterator[dict[str, object]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or (number == 1 and line.strip().lower().startswith("date")):
            continue
        mark = next((each for each in "\t;" if each in line), ",")
        first, *rest = [cell.strip() for cell in next(csv.reader([line], delimiter=mark))]
        yield _day(_date(first, number), *rest[:1], hours=mark.join(rest[1:]))


def _of_calendar(text: str) -> Iterator[dict[str, object]]:
    try:
        events = Calendar.from_ical(text).walk("VEVENT")
        held = [_span(event) for event in events]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise _refusal(_("This calendar file cannot be read. Paste it whole, as it was exported.")) from None
    for first, last, name in held:
        if (last - first).days > _LONGEST_EVENT:
            raise _refusal(_("“%s” takes longer than two months. Write its days yourself.") % name)
        for number in range((last - first).days):
            yield _day(first + timedelta(days=number), name)


def _span(event: Any) -> tuple[date, date, str]:
    """First day, the day after the last, and what it is called."""
    first, name = _plain(event.decoded("dtstart")), str(event.get("summary", ""))
    last = _plain(event.decoded("dtend")) if "dtend" in event else first
    return first, max(last, first + timedelta(days=1)), name


def _day(day: date, name: str = "", *, hours: str = "") -> dict[str, object]:
    return {"date": day, "name": (name or _("Closed"))[:_NAME], "hours": hours.strip()}


def _plain(moment: date) -> date:
    day = moment.date() if isinstance(moment, datetime) else moment
    if not isinstance(day, date):
        raise TypeError(day)
    return day


def _date(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("Line %(number)s: “%(text)s” is no date. Write it as 2026-12-24.")
        raise _refusal(message % {"number": number, "text": text[:40]}) from None


def _refusal(message: str) -> DomainError:
    return DomainError("calendar.pasted", message, field="days")
