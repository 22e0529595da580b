"""A matter's plan as services and pages read it: rows with all they show, and the network they make."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from legalops.calendars.selectors import working_time
from legalops.kernel import clock
from matters.enums import PlanState
from matters.models import Matter, Plan, PlanDependency, PlanTask
from matters.plan import Activity, Kind, Link, Network, Schedule, WorkDays, schedule


def plan_of(matter: Matter) -> Plan | None:
    """The matter's plan, with its calendar."""
    return Plan.objects.filter(matter=matter).select_related("calendar", "template__template").first()


@dataclass(slots=True)
class PlanSheet:
    """A plan with its rows in order, its dependencies, and what follows from them."""

    plan: Plan
    rows: list[PlanTask]
    links: list[PlanDependency]
    days: WorkDays

    @property
    def by_key(self) -> dict[int, PlanTask]:
        """Rows by key."""
        return {row.pk: row for row in self.rows}

    def network(self, changed: Iterable[Activity] = (), links: Iterable[Link] | None = None) -> Network:
        """The network as it stands, with some activities in another form. Raises Cycle."""
        other = {each.key: each for each in changed}
        activities = [other.get(row.pk) or self.activity(row) for row in self.rows]
        return Network(activities, self.network_links() if links is None else links)

    def network_links(self) -> list[Link]:
        """Its dependencies as the core knows them."""
        return [Link(each.before_id, each.after_id, Kind(each.kind), each.lag_days) for each in self.links]

    def activity(self, row: PlanTask) -> Activity:
        """A row as the core knows it.

        What ended stays where it was planned, or where it ended if that was later: an early end does not
        pull other people's days forward. What was called off keeps the chain together and takes no time.
        """
        if row.state == PlanState.CANCELLED:
            return Activity(row.pk, 0)
        ended = max(row.finishes_on, clock.local_date(row.task.done_at)) if row.task.done_at else None
        return Activity(row.pk, row.days, row.not_before, row.fixed_on, row.begun_on, ended)

    def planned(self) -> Schedule:
        """When everything happens."""
        return schedule(self.network(), self.days, self.plan.starts_on)


def sheet_of(plan: Plan) -> PlanSheet:
    """Everything about a plan, in four queries whatever its size."""
    rows = plan.tasks.select_related("task__assignee", "phase").prefetch_related("blocks")
    return PlanSheet(
        plan,
        list(rows.order_by("phase__position", "phase_id", "position", "pk")),
        list(plan.dependencies.order_by("pk")),
        work_days(plan),
    )


def work_days(plan: Plan) -> WorkDays:
    """Working days of the plan's calendar, numbered from its beginning."""
    hours = working_time(plan.calendar)
    return WorkDays(plan.starts_on - timedelta(days=1), hours.is_business_day)
