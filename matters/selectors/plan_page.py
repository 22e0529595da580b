"""The plan tab: rows by phase with float, slip against a baseline, and who may do what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from legalops.accounts.models import User
from legalops.kernel import clock
from matters.enums import PlanState
from matters.models import BaselineRow, Matter, Plan, PlanBaseline, PlanDependency, PlanPhase, PlanTask
from matters.plan import Cycle, Place, Progress, Schedule, Weight, rolled_up
from matters.selectors.plans import PlanSheet, sheet_of


@dataclass(slots=True)
class PlanRow:
    """A row as pages show it."""

    item: PlanTask
    place: Place | None
    was: BaselineRow | None
    slip: int | None
    waits: list[PlanDependency] = field(default_factory=list)

    @property
    def late(self) -> bool:
        """Still to be done, and its day is past."""
        return self.item.task.is_late

    @property
    def critical(self) -> bool:
        """Open, and a day's delay delays the end or breaks a fixed date."""
        return self.item.task.is_open and self.place is not None and self.place.critical

    @property
    def float_days(self) -> int | None:
        """Working days it may wait; none for what has ended."""
        return self.place.total_float if self.place and self.item.task.is_open else None


@dataclass(frozen=True, slots=True)
class PhaseGroup:
    """A phase with its rows and how far it is."""

    phase: PlanPhase
    rows: list[PlanRow]
    progress: Progress


class PlanView:
    """A matter's plan for a person who sees the matter."""

    def __init__(self, plan: Plan, user: User, *, baseline: str = "") -> None:
        self.plan, self.user = plan, user
        self.sheet: PlanSheet = sheet_of(plan)
        self._baseline = baseline

    @cached_property
    def baselines(self) -> list[PlanBaseline]:
        """All of them, the latest first."""
        return list(self.plan.baselines.select_related("taken_by"))

    @cached_property
    def baseline(self) -> PlanBaseline | None:
        """The chosen one, else the first: what the matter was held to when it began."""
        chosen = next((each for each in self.baselines if str(each.number) == self._baseline), None)
        return chosen or (self.baselines[-1] if self.baselines else None)

    @cached_property
    def schedule(self) -> Schedule | None:
        """Floats and the critical path; none where a row was broken by hand in the database."""
        try:
            return self.sheet.planned()
        except Cycle:
            return None

    @cached_property
    def rows(self) -> list[PlanRow]:
        """Every row in order."""
        kept = {each.plan_task_id: each for each in self.baseline.rows.all()} if self.baseline else {}
        waits: dict[int, list[PlanDependency]] = {}
        titles = {row.pk: row.title for row in self.sheet.rows}
        for link in self.sheet.links:
            link.before_title = titles.get(link.before_id, "")
            waits.setdefault(link.after_id, []).append(link)
        places = self.schedule.places if self.schedule else {}
        found = []
        for row in self.sheet.rows:
            was = kept.get(row.pk)
            found.append(PlanRow(row, places.get(row.pk), was, self._slip(row, was), waits.get(row.pk, [])))
        return found

    @cached_property
    def shown(self) -> list[PlanRow]:
        """Without what was called off."""
        return [row for row in self.rows if row.item.state != PlanState.CANCELLED]

    @cached_property
    def groups(self) -> list[PhaseGroup]:
        """Rows by phase with progress by effort; a phase without tasks is shown too."""
        progress = rolled_up(_weights(self.shown))
        by_phase: dict[int, list[PlanRow]] = {}
        for row in self.shown:
            by_phase.setdefault(row.item.phase_id, []).append(row)
        phases = self.plan.phases.all()
        return [PhaseGroup(ph, by_phase.get(ph.pk, []), progress.get(ph.pk, Progress())) for ph in phases]

    @cached_property
    def columns(self) -> list[tuple[PlanState, list[PlanRow]]]:
        """The board: rows by state, the next due first."""
        states = (PlanState.PLANNED, PlanState.BEGUN, PlanState.BLOCKED, PlanState.DONE)
        rows = sorted(self.shown, key=lambda row: (row.item.finishes_on, row.item.pk))
        return [(state, [row for row in rows if row.item.state == state]) for state in states]

    @cached_property
    def progress(self) -> Progress:
        """Of the whole plan."""
        return rolled_up(Weight(0, each.hours, each.days, each.done) for each in _weights(self.shown)).get(
            0, Progress()
        )

    @cached_property
    def late(self) -> int:
        """How many open tasks are past their day."""
        return sum(row.late for row in self.shown)

    @cached_property
    def blocked(self) -> int:
        """How many are blocked."""
        return sum(row.item.state == PlanState.BLOCKED for row in self.shown)

    @property
    def ends_on(self) -> date | None:
        """The last day as planned."""
        return self.schedule.ends_on if self.schedule else None

    @cached_property
    def end_slip(self) -> int | None:
        """Working days that the end stands after the baseline's; none without one."""
        if self.baseline is None or self.baseline.ends_on is None or self.ends_on is None:
            return None
        return self.sheet.days.between(self.baseline.ends_on, self.ends_on)

    def _slip(self, row: PlanTask, was: BaselineRow | None) -> int | None:
        """Against the baseline: where it ended, or stands, or today where it is overdue."""
        if was is None:
            return None
        ends = row.done_on or max(row.finishes_on, clock.today() if row.task.is_late else row.finishes_on)
        return self.sheet.days.between(was.finishes_on, ends)


def plan_view(matter: Matter, user: User, *, baseline: str = "") -> PlanView | None:
    """The matter's plan as its tab shows it; none where there is none yet."""
    plan = Plan.objects.filter(matter=matter).select_related("calendar", "template__template").first()
    if plan is None:
        return None
    plan.matter = matter
    return PlanView(plan, user, baseline=baseline)


def _weights(rows: Iterable[PlanRow]) -> list[Weight]:
    return [
        Weight(row.item.phase_id, row.item.effort_hours, row.item.days, row.item.state == PlanState.DONE)
        for row in rows
    ]
