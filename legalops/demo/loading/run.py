"""The load: one transaction from the first person to the last payment, so it is whole or not there."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time

from django.db import connection, transaction

from billing.models import ReasonCode
from dashboards.services.rebuild import rebuild
from legalops.demo.history.run import History
from legalops.demo.loading import (
    approvals,
    deadlines,
    fields,
    matters,
    notices,
    parties,
    people,
    plans,
    requests,
    vendors,
)
from legalops.demo.loading.agenda import Agenda, Split
from legalops.demo.loading.choices import export_days
from legalops.demo.loading.decisions import Decisions
from legalops.demo.loading.intake import deliveries, drop_spoiled
from legalops.demo.loading.reference import make_reference
from legalops.demo.loading.world import World
from legalops.demo.plan.model import Plan
from legalops.jobs.waking import quiet
from legalops.kernel import clock, events
from legalops.kernel.periods import month_start
from legalops.notifications.services.planning import unmailed
from legalops.search.services.indexing import rebuild as rebuild_search
from matters.models import MatterType, Stage

Tell = Callable[[str], None]

# Invoices of so many days go through every service one by one; older ones are an import of history.
RECENT = timedelta(30)
_ANALYZE_EVERY = 400


@transaction.atomic
def load_through_services(plan: Plan, tell: Tell) -> World:
    """Make the plan real. Killed half-way it leaves nothing; run again it starts from the beginning."""
    with quiet(), events.paused(), unmailed(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        world = _settle(plan)
        tell(f"{len(world.people)} people, {len(world.firms)} firms, {len(world.timekeepers)} timekeepers")
        _live(world, tell)
        tell(f"{plans.make_plans(world)} matters with a plan")
        tell(f"{requests.make_requests(world)} requests to legal")
        tell(f"{parties.make_parties(world)} parties")
        tell(f"{fields.make_fields(world)} records with custom fields")
        tell("adding up spend")
        cursor.execute("ANALYZE")
        rebuild()
        told = notices.tell_people(world)
        tell(f"{told} reminders told")
        tell("indexing for search")
        rebuild_search()
    return world


def _settle(plan: Plan) -> World:
    """Everybody there, before the first matter."""
    start = min(matter.opened_on for matter in plan.matters) - timedelta(30)
    world = World(plan, now=_end(plan))
    world.types = {each.code: each for each in MatterType.objects.all()}
    world.stages = {each.code: each for each in Stage.objects.all()}
    with clock.frozen(datetime.combine(start, clock_time(13), UTC)):
        people.make_department(world)
        make_reference(world)
        vendors.make_exchange_rates(world)
        vendors.make_firms(world)
        people.make_billers(world)
    return world


def _end(plan: Plan) -> datetime:
    evening = datetime.combine(plan.as_of, clock_time(21), UTC)
    return min(evening, clock.now())


def _live(world: World, tell: Tell) -> None:
    """Matters first; then the invoices of the past in bulk, and those of the last weeks one by one."""
    plan, reasons = world.plan, {each.code: each for each in ReasonCode.objects.all()}
    until = plan.as_of - RECENT
    past = Agenda(min(world.now, datetime.combine(until, clock_time(), UTC)))
    recent = Agenda(world.now)
    last = {invoice.matter.key: invoice.received_at for invoice in plan.invoices}
    closings = Agenda(world.now)
    matters.plan_matters(world, Split(past, recent), closings, last)
    past.run(_Progress(tell))
    _analyze()
    history = History(world, until, reasons)
    history.live(tell)
    with clock.frozen(datetime.combine(until, clock_time(), UTC)):
        approvals.make_policies(world)
    decisions = Decisions(world, recent, reasons, history.plans)
    closings.move_to(recent)
    _take_over(recent, decisions, history)
    for (instant, _), invoices in deliveries(plan.invoices).items():
        if instant.date() >= until:
            recent.at(instant, decisions.receive, invoices)
    for day in export_days(plan.as_of, until - timedelta(1)):
        recent.on(day, decisions.export)
    recent.at(world.now - timedelta(hours=20), drop_spoiled, world)
    recent.run(_Progress(tell))
    with clock.frozen(world.now):
        approvals.make_absences(world)
        approvals.make_exceptions(world)
        tell(f"{deadlines.make_deadlines(world)} dates by rule")


def _take_over(agenda: Agenda, decisions: Decisions, history: History) -> None:
    """What the past left open."""
    for pk, instant in history.unreviewed:
        agenda.at(instant, decisions.review, pk)
    for pk, day, reference in history.unpaid:
        agenda.on(day, decisions.pay, pk, reference)
    for plan in history.again:
        agenda.at(plan.received_at, decisions.receive, [plan])


def _analyze() -> None:
    """Tables start empty and grow within the transaction, so nobody but us can tell the planner."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Progress:
    """Tells of each month once and keeps the planner informed."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._month, self._began = tell, None, time.monotonic()

    def __call__(self, instant: datetime, done: int) -> None:
        if done % _ANALYZE_EVERY == 0:
            _analyze()
        month = month_start(instant.date())
        if month != self._month:
            self._month = month
            if month.month in (1, 7):
                seconds = time.monotonic() - self._began
                self._tell(f"{month:%B %Y} reached after {seconds:.0f} s, {done:,} steps")
