"""Rule packs as they are in force, and calendars of open days."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from legalops.calendars.selectors import default_calendar, working_time
from legalops.kernel.errors import DomainError
from matters.calendaring import DayCalendar
from matters.enums import PackState
from matters.models import RulePack, RulePackVersion

# The organisation's own business calendar, where no court's is named.
OWN = ""


def versions_in_force(on: date | None = None) -> list[RulePackVersion]:
    """The published version of every pack on offer, on a day or the newest; in one query."""
    rows = RulePackVersion.objects.filter(state=PackState.PUBLISHED, pack__is_active=True)
    rows = rows if on is None else rows.filter(effective_from__lte=on)
    newest = rows.order_by("pack__name", "pack_id", "-effective_from", "-number").distinct(
        "pack__name", "pack_id"
    )
    return list(newest.select_related("pack"))


def version_for(pack: RulePack, on: date) -> RulePackVersion:
    """The version of a pack that is in force on a trigger's day. Raises DomainError when none is."""
    rows = pack.versions.filter(state=PackState.PUBLISHED).order_by("-effective_from", "-number")
    found = rows.filter(effective_from__lte=on).select_related("pack").first()
    if found is None:
        first = rows.last()
        words = _("%(pack)s holds rules from %(day)s on only. Work the dates out by hand.")
        day = first.effective_from.isoformat() if first else "—"
        raise DomainError("rule_packs.not_in_force", words % {"pack": pack, "day": day}, field="on")
    return found


class Calendars:
    """The calendars that dates are worked out with, each loaded once: by a pack's code, or the own one."""

    def __init__(self) -> None:
        self._known: dict[str, DayCalendar] = {}

    def of(self, code: str) -> DayCalendar:
        """The open days of a pack's courts in its newest version; of the organisation for an unknown code."""
        if code not in self._known:
            self._known[code] = self._load(code)
        return self._known[code]

    def _load(self, code: str) -> DayCalendar:
        if code == OWN:
            return own_days()
        rows = RulePackVersion.objects.filter(pack__code=code, state=PackState.PUBLISHED)
        newest = rows.order_by("-effective_from", "-number").first()
        return own_days() if newest is None else newest.content.calendar


def own_days() -> DayCalendar:
    """Days on which the organisation's default business calendar opens."""
    time = working_time(default_calendar())
    closed = frozenset(number for number in range(7) if not time.weekly.get(number))
    return DayCalendar(closed, lambda day: "" if time.is_business_day(day) else _closed(time, day))


def _closed(time, day: date) -> str:
    return _("a day on which the office is closed") if time.special(day) is not None else ""


def calendar_choices() -> Mapping[str, str]:
    """Codes and words of the calendars that a chain by hand may be counted with."""
    packs = {version.pack.code: version.pack.jurisdiction for version in versions_in_force()}
    return {OWN: _("Our own business calendar"), **packs}
