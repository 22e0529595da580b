"""Working time as plain arithmetic: no database, no clock, no settings.

Hours are local wall-clock times of the calendar's zone; a day whose clocks change is as long as it really is.
Instants are aware; durations count only while the calendar is open.
"""

from legalops.calendars.arithmetic.hours import HoursError, Span, read_hours, write_hours
from legalops.calendars.arithmetic.working_time import NeverOpen, WorkingTime

__all__ = ["HoursError", "NeverOpen", "Span", "WorkingTime", "read_hours", "write_hours"]
