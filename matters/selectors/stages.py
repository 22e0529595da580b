"""The stages of a matter with the time it has spent in each, from the passages that its workflow keeps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.kernel import clock
from legalops.web import formats
from legalops.workflows.models import Passage
from matters.enums import StageCategory
from matters.models import Matter, Stage


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay in a stage, from one local date to another; still there without `left`."""

    entered: date
    left: date | None


@dataclass(frozen=True, slots=True)
class StageStep:
    """A stage of the stepper: "past", "now" or "coming", and how long in words (empty when never there)."""

    stage: Stage
    state: str
    spent: str


def stage_steps(matter: Matter) -> list[StageStep]:
    """All stages in their order. Two queries."""
    visits, today = _visits(matter), clock.today()
    return [
        StageStep(stage, _state(stage, matter), _spent(stage, visits.get(stage.code, ()), today))
        for stage in Stage.objects.all()
    ]


def time_words(visits: Sequence[Visit], today: date, *, ends: bool = False) -> str:
    """ "12 days, 5–17 Mar"; "3 days, since 14 Mar"; of several stays all days, from the first to the last.

    Days are counted from date to date: in and out on one day is none. `ends` is for stages that end a matter,
    in which no days are counted.
    """
    if not visits:
        return ""
    first, last = visits[0].entered, visits[-1].left
    if last is None and ends:
        return _("since %s") % _day(visits[-1].entered, today)
    days = sum(((each.left or today) - each.entered).days for each in visits)
    spent = ngettext("%d day", "%d days", days) % days if days else _("under a day")
    if len(visits) > 1:
        stays = ngettext("%d stay", "%d stays", len(visits)) % len(visits)
        spent = _("%(spent)s in %(stays)s") % {"spent": spent, "stays": stays}
    return f"{spent}, {_dates(first, last, today)}"


def _visits(matter: Matter) -> dict[str, list[Visit]]:
    rows = Passage.objects.filter(run__record_type="matter", run__record_id=matter.pk)
    passed = list(rows.order_by("occurred_at", "pk").values_list("from_stage", "to_stage", "occurred_at"))
    entered = [(code, clock.local_date(at)) for _before, code, at in passed]
    if passed and passed[0][0]:  # it came before its workflow: the stage it was in began with the matter
        entered.insert(0, (passed[0][0], min(matter.opened_on, entered[0][1])))
    found: dict[str, list[Visit]] = defaultdict(list)
    for place, (code, first) in enumerate(entered, 1):
        found[code].append(Visit(first, entered[place][1] if place < len(entered) else None))
    return found


def _state(stage: Stage, matter: Matter) -> str:
    if stage.pk == matter.stage_id:
        return "now"
    return "past" if stage.position < matter.stage.position else "coming"


def _spent(stage: Stage, visits: Sequence[Visit], today: date) -> str:
    return time_words(visits, today, ends=stage.category == StageCategory.CLOSED)


def _dates(first: date, last: date | None, today: date) -> str:
    if last is None:
        return _("since %s") % _day(first, today)
    if first == last:
        return _day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last, today)}"
    return f"{_day(first, today) if first.year == last.year else formats.day(first)}–{_day(last, today)}"


def _day(day: date, today: date) -> str:
    """With the year only where it is not this one."""
    return format_date(day, "j M") if day.year == today.year else formats.day(day)
