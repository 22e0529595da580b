"""Calendar feeds: apps say which dates a person has, here they become iCalendar."""

from legalops.notifications.calendars.registry import Entry, entries_for, register_calendar

__all__ = ["Entry", "entries_for", "register_calendar"]
