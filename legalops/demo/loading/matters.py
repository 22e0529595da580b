"""The life of a matter: opened, staffed, budgeted, dated, walled off, closed."""

from datetime import datetime, timedelta
from decimal import Decimal

from legalops.demo.loading.agenda import Agenda, Split
from legalops.demo.loading.world import World
from legalops.demo.plan.lines import matter_rate
from legalops.demo.plan.model import MatterPlan
from legalops.kernel.money import allocate
from legalops.reference.models import CostCentre
from legalops.reference.selectors import named
from matters.enums import DateKind, MemberRole
from matters.models import Matter
from matters.services.budgets import approve_budget
from matters.services.firms import engage_firm, set_matter_rate
from matters.services.key_dates import complete_key_date, set_key_date
from matters.services.opening import open_matter
from matters.services.people import add_member
from matters.services.stages import enter_stage
from matters.services.walls import acknowledge_wall, raise_wall


def plan_matters(
    world: World, agenda: Agenda | Split, closings: Agenda, last_received: dict[int, datetime]
) -> None:
    """Put the life of every matter on the agenda; one is closed only after its last invoice has come."""
    for plan in world.plan.matters:
        agenda.on(plan.opened_on, _open, world, plan)
        for day, amount in plan.budgets:
            agenda.on(day, _set_budget, world, plan, amount)
        if plan.closed_on:
            last = last_received.get(plan.key)
            day = max(plan.closed_on, last.date() + timedelta(1)) if last else plan.closed_on
            closings.on(day, _enter, world, plan, "closed")
        else:
            agenda.on(plan.opened_on + timedelta(20), _enter, world, plan, plan.stage)
        if plan.screened:
            agenda.on(plan.opened_on + timedelta(3), _screen, world, plan)
        _plan_dates(world, agenda, plan)


_KINDS = {
    "Case conference": DateKind.HEARING,
    "Hearing": DateKind.HEARING,
    "Response due": DateKind.DEADLINE,
    "Expert report due": DateKind.FILING,
}


def _plan_dates(world: World, agenda: Agenda | Split, plan: MatterPlan) -> None:
    for name, day, done in plan.key_dates:
        known = min(max(plan.opened_on + timedelta(1), day - timedelta(60)), world.plan.as_of - timedelta(2))
        agenda.on(known, _set_date, world, agenda, plan, name, day, done)


def _open(world: World, plan: MatterPlan) -> None:
    matter = open_matter(
        name=plan.name,
        matter_type=world.types[plan.type],
        lead=world.people[plan.lead],
        team=world.teams[plan.team],
        restricted=plan.restricted,
        business_unit=plan.business_unit,
        cost_centre=named(CostCentre, plan.cost_centre),
        opened_on=plan.opened_on,
        actor=world.manager,
    )
    world.matters[plan.key] = matter
    add_member(matter, world.people[plan.backup], role=MemberRole.BACKUP, actor=world.manager)
    for code in plan.firms:
        engage_firm(matter, world.firms[code], started_on=plan.opened_on, actor=world.manager)
    if plan.restricted:
        _let_in(world, plan, matter)
    if plan.discount:
        _discount(world, plan, matter)


def _let_in(world: World, plan: MatterPlan, matter: Matter) -> None:
    """Whoever handles the invoices of a restricted matter has to be on it."""
    reviewers = {firm.reviewer for firm in world.plan.firms if firm.code in plan.firms}
    for key in sorted({*reviewers, "samir.youssef", "grace.hartwell"}):
        add_member(matter, world.people[key], role=MemberRole.OBSERVER, actor=world.manager)


def _discount(world: World, plan: MatterPlan, matter: Matter) -> None:
    for code, people in plan.staff.items():
        for person in people:
            set_matter_rate(
                matter,
                world.timekeepers[code, person.code],
                amount=matter_rate(plan, person),
                currency=world.firms[code].currency,
                valid_from=plan.opened_on,
                actor=world.manager,
            )


def _set_budget(world: World, plan: MatterPlan, amount: Decimal) -> None:
    weights = [Decimal(weight) for weight in plan.phase_weights.values()]
    shares = allocate(amount, weights, "USD") if weights else []
    phases = dict(zip(plan.phase_weights, shares, strict=True))
    approve_budget(world.matters[plan.key], amount, phases=phases, actor=world.manager)


def _enter(world: World, plan: MatterPlan, stage: str) -> None:
    enter_stage(world.matters[plan.key], world.stages[stage], actor=world.people[plan.lead])


def _screen(world: World, plan: MatterPlan) -> None:
    people = [world.people[key] for key in plan.screened]
    reason, until = f"Earlier work for {plan.opponent}", world.plan.as_of + timedelta(60)
    matter, keeper = world.matters[plan.key], world.people["grace.hartwell"]
    wall = raise_wall(matter, people, reason=reason, expires_on=until, actor=keeper)
    acknowledge_wall(wall, actor=world.people[plan.lead])


def _set_date(world: World, agenda: Agenda | Split, plan: MatterPlan, name: str, day, done: bool) -> None:
    matter, lead = world.matters[plan.key], world.people[plan.lead]
    backup = world.people[plan.backup] if plan.backup != plan.lead else None
    kind = _KINDS.get(name, DateKind.OTHER)
    row = set_key_date(matter, name=name, on=day, kind=kind, owner=lead, backup=backup, actor=lead)
    if done:
        agenda.on(day, lambda: complete_key_date(row, actor=lead))
