"""How a service level stands, in words that a person can act on: how much is left, and until when.

Amounts are working time, rounded down to the largest whole unit that tells something: minutes below an hour,
hours until the end of the next business day, then the business days of the calendar between the two dates.
Plain arithmetic: no database, no clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.web import formats
from legalops.workflows.enums import ClockState

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_DAYS_FROM, _WEEK = 2, 7


@dataclass(frozen=True, slots=True)
class SlaFacts:
    """What is known of a clock at the local time `now`.

    `left` is working time until `due`, negative when it is over; of a paused clock, what is left when it runs
    on. `days` are the business days from today to the day of `due`. `waiting_for` is who lets it run on.
    """

    state: str
    now: datetime
    left: timedelta = timedelta()
    due: datetime | None = None
    days: int = 0
    paused_since: datetime | None = None
    waiting_for: str = ""


def sla_words(facts: SlaFacts, *, brief: bool = False) -> str:
    """ "due in 3 working hours, at 14:00 Tuesday"; `brief` for a table's cell: "3 working hours left"."""
    if facts.state == ClockState.MET:
        return _("Kept")
    if facts.state == ClockState.MISSED:
        return _("Missed")
    rest = _rest(facts)
    if facts.state == ClockState.PAUSED or facts.due is None:
        return _("Paused, %s") % rest if brief else _paused(facts, rest)
    if brief:
        return rest
    when = moment(facts.due, facts.now)
    if facts.left < timedelta():
        return _("%(amount)s, was due %(when)s") % {"amount": rest, "when": when}
    return _("due in %(amount)s, %(when)s") % {"amount": _amount(facts.left, facts.days), "when": when}


def moment(at: datetime, now: datetime) -> str:
    """A local time beside today: "at 14:00 today", "at 14:00 Tuesday", "at 14:00 on 8 Dec 2026"."""
    return _("at %s") % _time_and_day(at, now)


def _time_and_day(at: datetime, now: datetime) -> str:
    away, time = (at.date() - now.date()).days, formats.clock_time(at)
    near = {0: _("%s today"), 1: _("%s tomorrow"), -1: _("%s yesterday")}
    if away in near:
        return near[away] % time
    if abs(away) < _WEEK:
        return f"{time} {WEEKDAYS[at.weekday()]}"
    return _("%(time)s on %(day)s") % {"time": time, "day": formats.day(at.date())}


def _paused(facts: SlaFacts, rest: str) -> str:
    since = facts.paused_since
    words = _("paused since %s") % _time_and_day(since, facts.now) if since else _("paused")
    if facts.waiting_for:
        words = _("%(paused)s, waiting for %(who)s") % {"paused": words, "who": facts.waiting_for}
    return f"{words}; {rest}"


def _rest(facts: SlaFacts) -> str:
    amount = _amount(abs(facts.left), abs(facts.days))
    return (_("%s over") if facts.left < timedelta() else _("%s left")) % amount


def _amount(time: timedelta, days: int) -> str:
    if days >= _DAYS_FROM:
        return ngettext("%d working day", "%d working days", days) % days
    if time >= _HOUR:
        return ngettext("%d working hour", "%d working hours", time // _HOUR) % (time // _HOUR)
    minutes = time // _MINUTE
    return ngettext("%d working minute", "%d working minutes", minutes) % minutes if minutes else _("no time")
