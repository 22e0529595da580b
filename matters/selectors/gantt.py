"""A plan drawn: bars, ghosts of the baseline, diamonds, lines of dependency, as numbers for an SVG."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.template.defaultfilters import date as date_words

from legalops.kernel import clock
from matters.enums import LinkKind, PlanState
from matters.selectors.plan_page import PlanRow, PlanView

ROW, HEAD, BAR = 26, 40, 12
_WIDEST, _NARROWEST, _FIT = 22.0, 1.4, 860
_LONG_WEEKS, _QUARTERS = 5.0, 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: where its bar, its ghost and its diamond stand, in pixels."""

    row: PlanRow
    top: int
    x: float
    width: float
    ghost_x: float | None
    ghost_width: float
    tone: str

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.top + ROW / 2

    @property
    def bar_top(self) -> float:
        """The upper edge of the bar."""
        return self.top + (ROW - BAR) / 2 - 1

    @property
    def ghost_top(self) -> float:
        """The upper edge of the ghost, under the bar."""
        return self.bar_top + BAR + 1

    @property
    def end(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def diamond(self) -> str:
        """The corners of a milestone's mark, on the right edge of its day."""
        x, y, size = self.x + self.width / 2, self.middle, 7
        return f"{x:.1f},{y - size:.1f} {x + size:.1f},{y:.1f} {x:.1f},{y + size:.1f} {x - size:.1f},{y:.1f}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line down the chart with its words."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A dependency from bar to bar."""

    path: str
    critical: bool


class Gantt:
    """The drawing of a plan view."""

    def __init__(self, view: PlanView) -> None:
        self.view, self.rows = view, view.shown
        dates = [day for row in self.rows for day in _dates_of(row)]
        today = clock.today()
        dates.append(min(max(today, min(dates)), max(dates) + timedelta(days=14)))
        self.first = min(dates) - timedelta(days=3)
        self.last = max(dates) + timedelta(days=6)
        span = (self.last - self.first).days + 1
        self.scale = min(_WIDEST, max(_NARROWEST, _FIT / span))
        self.width = round(span * self.scale)
        self.height = HEAD + ROW * len(self.rows)
        self.bars = [self._bar(row, HEAD + ROW * at) for at, row in enumerate(self.rows)]
        self.today_x = self._x(today) if self.first <= today <= self.last else None

    def _x(self, day: date) -> float:
        return round((day - self.first).days * self.scale, 1)

    @property
    def head(self) -> int:
        """The height of the band of months."""
        return HEAD

    @property
    def months(self) -> list[Mark]:
        """The beginnings of months (of quarters in a long plan); the first one and each January with the
        year."""
        step, days = (3 if self.scale < _QUARTERS else 1), []
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first and (day.month - 1) % step == 0:
                days.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return [
            Mark(self._x(day), date_words(day, "M Y" if at == 0 or day.month == 1 else "M"))
            for at, day in enumerate(days)
        ]

    @property
    def weeks(self) -> list[Mark]:
        """Mondays, where there is room for them."""
        if self.scale < _LONG_WEEKS:
            return []
        day = self.first + timedelta(days=(7 - self.first.weekday()) % 7)
        found = []
        while day <= self.last:
            found.append(Mark(self._x(day), str(day.day)))
            day += timedelta(days=7)
        return found

    @property
    def lines(self) -> list[Line]:
        """Dependencies between rows that are drawn."""
        at = {bar.row.item.pk: bar for bar in self.bars}
        return [
            self._line(at[link.before_id], at[link.after_id], link.kind)
            for link in self.view.sheet.links
            if link.before_id in at and link.after_id in at
        ]

    def _bar(self, row: PlanRow, top: int) -> Bar:
        item, was = row.item, row.was
        begin, end = item.starts_on, item.finishes_on
        x, width = self._x(begin), max(self.scale * ((end - begin).days + 1), 3.0)
        ghost = self._x(was.starts_on) if was else None
        ghost_width = max(self.scale * ((was.finishes_on - was.starts_on).days + 1), 3.0) if was else 0.0
        return Bar(row, top, x, round(width, 1), ghost, round(ghost_width, 1), _tone(row))

    def _line(self, before: Bar, after: Bar, kind: str) -> Line:
        from_start = kind in (LinkKind.START_START, LinkKind.START_FINISH)
        to_start = kind in (LinkKind.FINISH_START, LinkKind.START_START)
        x1, x2 = (before.x if from_start else before.end), (after.x if to_start else after.end)
        y1, y2 = before.middle, after.middle
        out = x1 - 5 if from_start else x1 + 5
        into = x2 - 5 if to_start else x2 + 5
        gutter = y2 - ROW / 2 if y2 > y1 else y2 + ROW / 2
        path = (
            f"M{x1:.1f},{y1:.1f} H{out:.1f} V{gutter:.1f} H{into:.1f} V{y2:.1f} H{x2:.1f}"
            if (into < out) == to_start and into != out
            else f"M{x1:.1f},{y1:.1f} H{out:.1f} V{y2:.1f} H{x2:.1f}"
        )
        return Line(path, before.row.critical and after.row.critical)


def _dates_of(row: PlanRow) -> list[date]:
    found = [row.item.starts_on, row.item.finishes_on]
    return [*found, row.was.starts_on, row.was.finishes_on] if row.was else found


def _tone(row: PlanRow) -> str:
    state = row.item.state
    if state == PlanState.DONE:
        return "done"
    if state == PlanState.BLOCKED:
        return "blocked"
    if row.late:
        return "late"
    return "begun" if state == PlanState.BEGUN else "planned"
