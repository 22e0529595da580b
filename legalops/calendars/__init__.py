"""Business calendars: hours, holidays and zones, and arithmetic in working time. Owner: platform."""
