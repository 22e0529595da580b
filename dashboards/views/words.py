"""Figures in words."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from dashboards.selectors import names
from dashboards.selectors.board import Months
from dashboards.selectors.waiting import Waiting
from legalops.kernel import clock, zones
from legalops.web import formats


def signed_percent(value: Decimal) -> str:
    """ "▲ 4.2%", "▼ 1.0%", "unchanged"."""
    if not value:
        return _("unchanged")
    return f"{'▲' if value > 0 else '▼'} {formats.number(abs(value), 1)}%"


def against_last_year(months: Months) -> str:
    """ "▲ 4.2%, Jan to Oct 2026 against a year earlier"; says so when there is nothing to compare."""
    if not months.comparable:
        return _("Choose a year or less to compare it with the year before")
    compared = months.comparison
    if compared is None:
        return _("No finished month to compare yet")
    if compared.spend_change is None:
        return _("Nothing to compare a year earlier")
    return _("%(change)s, %(months)s against a year earlier") % {
        "change": signed_percent(compared.spend_change),
        "months": names.months_in_words(compared.period),
    }


def since_a_week_ago(waiting: Waiting) -> str:
    """ "6 more than a week ago"; empty where that week has no snapshot."""
    if waiting.a_week_ago is None:
        return ""
    more = waiting.count - waiting.a_week_ago
    if not more:
        return _("as many as a week ago")
    text = _("%s more than a week ago") if more > 0 else _("%s fewer than a week ago")
    return text % formats.number(abs(more))


def clock_time(instant: datetime) -> str:
    """ "14:02:07" of today, else with its day; on the reader's clock."""
    local = zones.local(instant)
    time = formats.clock_time(local, seconds=True)
    today = zones.local(clock.now()).date()
    return time if local.date() == today else f"{formats.day(local.date())}, {time}"
