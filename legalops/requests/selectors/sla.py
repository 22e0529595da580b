"""How an SLA stands, in words: business hours left or over."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from legalops.calendars.arithmetic import WorkingTime
from legalops.calendars.models import BusinessCalendar
from legalops.calendars.selectors import working_time
from legalops.kernel import clock
from legalops.workflows.enums import ClockKind, ClockState
from legalops.workflows.models import Clock

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """A word for how it stands; `tone` is one of `legalops.web.markup.TONES`."""

    tone: str
    label: str = field(compare=False, default="")


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
        return self._standing(row.sla_state, row.sla_due, row.sla_risk, row.sla_left, row.sla_calendar)

    def of_clock(self, row: Clock) -> Standing:
        """Of one clock."""
        return self._standing(row.state, row.due_at, row.risk_at, row.left, row.policy.calendar_id)

    def _standing(
        self,
        state: str,
        due: datetime | None,
        risk: datetime | None,
        left: timedelta | None,
        calendar: int | None,
    ) -> Standing:
        if state == ClockState.MET:
            return Standing("muted", _("Kept"))
        if state == ClockState.MISSED:
            return Standing("bad", _("Missed"))
        if state == ClockState.PAUSED or due is None:
            return Standing("neutral", _("Paused, %s") % _words(left or timedelta()))
        rest = self._hours(calendar).between(self._now, due)
        if due <= self._now:
            return Standing("bad", _words(rest))
        return Standing("warn" if risk is not None and risk <= self._now else "ok", _words(rest))


def _hours(calendar: int | None) -> WorkingTime:
    wanted = Q(pk=calendar) if calendar else Q(is_default=True)
    return working_time(BusinessCalendar.objects.get(wanted))


def _words(rest: timedelta) -> str:
    hours, minutes = divmod(abs(rest) // _MINUTE, 60)
    amount = _("%(h)s h %(m)s min") if hours and minutes else _("%(h)s h") if hours else _("%(m)s min")
    words = _("%s over") if rest < timedelta() else _("%s left")
    return words % (amount % {"h": hours, "m": minutes})
