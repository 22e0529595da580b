"""Adding and measuring working time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from legalops.calendars.arithmetic.hours import Span

_DAY = timedelta(1)
# A calendar that is closed for so long was set up wrongly.
_LONGEST_CLOSED = 400


class NeverOpen(ValueError):
    """The calendar has no opening hours within more than a year."""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Hours by weekday (Monday is 0), and days of their own: holidays (no spans) and half days.

    `special(day)` answers the spans of a day that differs from its weekday, else None.
    """

    zone: ZoneInfo
    weekly: Mapping[int, tuple[Span, ...]]
    special: Callable[[date], tuple[Span, ...] | None] = lambda _day: None

    def spans_of(self, day: date) -> tuple[Span, ...]:
        """Opening hours of a local date."""
        special = self.special(day)
        return self.weekly.get(day.weekday(), ()) if special is None else special

    def is_business_day(self, day: date) -> bool:
        """Whether the calendar opens at all on this date."""
        return bool(self.spans_of(day))

    def is_open(self, at: datetime) -> bool:
        """Whether an instant falls into opening hours; the closing minute itself does not."""
        return any(begin <= at < end for begin, end in self._instants(at.astimezone(self.zone).date()))

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The instant at which `amount` of working time has passed since `start`.

        A negative amount goes back. Nothing added is `start` itself. Raises NeverOpen.
        """
        if amount < timedelta():
            return self._back(start, -amount)
        left, reached = amount, start
        if not left:
            return start
        for begin, end in self._from(start):
            begin = max(begin, start)
            if end - begin >= left:
                return begin + left
            left -= max(end - begin, timedelta())
            reached = end
        raise NeverOpen(str(reached))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from one instant to another; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        day, last, total = self._local(start), self._local(end), timedelta()
        while day <= last:
            for begin, close in self._instants(day):
                total += max(min(close, end) - max(begin, start), timedelta())
            day += _DAY
        return total

    def add_days(self, day: date, days: int) -> date:
        """So many business days later (or earlier); none gives the day itself, or the next business day."""
        step = _DAY if days >= 0 else -_DAY
        day = self._next_business_day(day, step) if days == 0 else day
        for _ in range(abs(days)):
            day = self._next_business_day(day + step, step)
        return day

    def _next_business_day(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_CLOSED):
            if self.is_business_day(day):
                return day
            day += step
        raise NeverOpen(str(day))

    def _from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        day, closed = self._local(start), 0
        while closed < _LONGEST_CLOSED:
            spans = [span for span in self._instants(day) if span[1] > start]
            closed = 0 if spans else closed + 1
            yield from spans
            day += _DAY

    def _back(self, start: datetime, left: timedelta) -> datetime:
        day, closed = self._local(start), 0
        while closed < _LONGEST_CLOSED:
            spans = [span for span in reversed(self._instants(day)) if span[0] < start]
            closed = 0 if spans else closed + 1
            for begin, end in spans:
                end = min(end, start)
                if end - begin >= left:
                    return end - left
                left -= end - begin
            day -= _DAY
        raise NeverOpen(str(day))

    def _local(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _instants(self, day: date) -> list[tuple[datetime, datetime]]:
        """The day's spans as UTC instants, so that a change of clocks is counted as it was."""
        spans = [(self._instant(day, begin), self._instant(day, end)) for begin, end in self.spans_of(day)]
        return [(begin, end) for begin, end in spans if end > begin]

    def _instant(self, day: date, at: time) -> datetime:
        if at == time.max:
            day, at = day + _DAY, time()
        return datetime.combine(day, at, self.zone).astimezone(UTC)
