"""A feed as iCalendar (RFC 5545): the same dates give the same bytes, so that an ETag tells a change."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from legalops.notifications.calendars.registry import Entry
from legalops.notifications.mail.letters import absolute
from legalops.web import brand

# How often calendars are asked to come back.
REFRESH = timedelta(hours=1)
# How long something with an hour is shown to last, since no end is known.
HOUR = timedelta(hours=1)


def feed_of(entries: Iterable[Entry]) -> bytes:
    """The feed of these dates."""
    calendar = Calendar()
    calendar.add("prodid", "-//LegalOps//Key dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", brand.current().name)
    calendar.add("refresh-interval", REFRESH, {"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@legalops")
    # A moment that the date itself gives: the hour of asking would make every answer another one.
    event.add("dtstamp", datetime.combine(entry.on, time(0), UTC))
    event.add("dtstart", entry.at.astimezone(UTC) if entry.at else entry.on)
    event.add("dtend", (entry.at + HOUR).astimezone(UTC) if entry.at else entry.on + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("transp", "TRANSPARENT")
    if entry.text:
        event.add("description", entry.text)
    if entry.url:
        event.add("url", absolute(entry.url))
    return event
