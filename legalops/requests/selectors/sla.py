"""How the SLAs of requests stand: tone, and words by `sla_words`."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from legalops.calendars.arithmetic import WorkingTime
from legalops.calendars.models import BusinessCalendar
from legalops.calendars.selectors import working_time
from legalops.kernel import clock, zones
from legalops.requests.selectors.sla_words import SlaFacts, sla_words
from legalops.workflows.enums import ClockKind, ClockState
from legalops.workflows.models import Clock


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands; `tone` is one of `legalops.web.markup.TONES`, `label` brief, `words` in full."""

    tone: str
    label: str = field(compare=False, default="")
    words: str = field(compare=False, default="")


TONES = {Standing(tone): tone for tone in ("ok", "warn", "bad", "neutral", "muted")}


def with_resolution(requests: QuerySet) -> QuerySet:
    """Adds what `standing_of_row` reads: state, due, risk, left and calendar of the resolution clock."""
    clocks = Clock.objects.filter(
        run__record_type="request", run__record_id=OuterRef("pk"), kind=ClockKind.RESOLUTION
    )
    return requests.annotate(
        sla_state=Subquery(clocks.values("state")[:1]),
        sla_due=Subquery(clocks.values("due_at")[:1]),
        sla_risk=Subquery(clocks.values("risk_at")[:1]),
        sla_left=Subquery(clocks.values("left")[:1]),
        sla_calendar=Subquery(clocks.values("policy__calendar")[:1]),
    )


class SlaReader:
    """Standings of many rows at one instant; each calendar is read once."""

    def __init__(self) -> None:
        self._now = clock.now()
        self._hours = cache(_hours)

    def of_row(self, row: Any) -> Standing | None:
        """Of a row made by `with_resolution`."""
        if not row.sla_state:
            return None
        return self._standing(_Read(row.sla_state, row.sla_due, row.sla_risk, row.sla_left, row.sla_calendar))

    def of_clock(self, row: Clock, waiting_for: str = "") -> Standing:
        """Of one clock; `waiting_for` says who lets a paused one run on."""
        read = _Read(row.state, row.due_at, row.risk_at, row.left, row.policy.calendar_id, row.paused_at)
        return self._standing(read, waiting_for)

    def _standing(self, read: "_Read", waiting_for: str = "") -> Standing:
        facts = self._facts(read, waiting_for)
        return Standing(self._tone(read), sla_words(facts, brief=True), sla_words(facts))

    def _tone(self, read: "_Read") -> str:
        if read.state in (ClockState.MET, ClockState.MISSED):
            return "muted" if read.state == ClockState.MET else "bad"
        if read.state == ClockState.PAUSED or read.due is None:
            return "neutral"
        if read.due <= self._now:
            return "bad"
        return "warn" if read.risk is not None and read.risk <= self._now else "ok"

    def _facts(self, read: "_Read", waiting_for: str) -> SlaFacts:
        now, left, days = zones.local(self._now), read.left or timedelta(), 0
        if read.state == ClockState.RUNNING and read.due is not None:
            hours = self._hours(read.calendar)
            left = hours.between(self._now, read.due)
            days = _business_days(hours, clock.local_date(self._now), clock.local_date(read.due))
        due = zones.local(read.due) if read.due else None
        paused = zones.local(read.paused) if read.paused else None
        return SlaFacts(read.state, now, left, due, days, paused, waiting_for)


@dataclass(frozen=True, slots=True)
class _Read:
    """A clock as it was read."""

    state: str
    due: datetime | None
    risk: datetime | None
    left: timedelta | None
    calendar: int | None
    paused: datetime | None = None


def _hours(calendar: int | None) -> WorkingTime:
    wanted = Q(pk=calendar) if calendar else Q(is_default=True)
    return working_time(BusinessCalendar.objects.get(wanted))


def _business_days(hours: WorkingTime, today: date, day: date) -> int:
    """Business days from one date to another, the first not counted."""
    first, last = sorted((today, day))
    ahead = range(1, (last - first).days + 1)
    return sum(hours.is_business_day(first + timedelta(days=each)) for each in ahead)
