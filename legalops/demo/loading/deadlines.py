"""Deadlines worked out by rule on some of the open disputes; most of the critical ones verified."""

from datetime import date, timedelta

from legalops.demo.loading.world import World
from legalops.demo.plan.model import MatterPlan
from matters.models import RulePack
from matters.services.date_chains import apply_pack
from matters.services.date_control import verify

_MOST = 8
# Pack, trigger, days from the last day of the demo, way of service, and rules; taken in turn.
_COURSES = (
    ("us-frcp", "discovery_served", -9, "mail",
     ("interrogatory_answers", "production_response", "admissions")),
    ("us-ca-ccp", "motion_hearing", 41, "electronic", ("serve_motion", "oppose_motion", "reply_motion")),
    ("us-frcp", "judgment_entered", -12, "", ("new_trial", "notice_of_appeal", "extend_appeal")),
    ("us-ny-cplr", "pleading_served", -4, "mail_ny", ("reply_to_counterclaim", "amend_once")),
    ("us-frcp", "trial", 150, "", ("expert_disclosures", "pretrial_disclosures", "offer_of_judgment")),
)  # fmt: skip


def make_deadlines(world: World) -> int:
    """Apply rule packs; how many dates were put on matters."""
    packs = {pack.code: pack for pack in RulePack.objects.all()}
    disputes = [plan for plan in world.plan.matters if _suits(plan)][:_MOST]
    return sum(_put(world, packs, number, plan) for number, plan in enumerate(disputes))


def _suits(plan: MatterPlan) -> bool:
    return plan.closed_on is None and plan.code_set == "LITIGATION" and plan.lead != plan.backup


def _put(world: World, packs: dict[str, RulePack], number: int, plan: MatterPlan) -> int:
    code, trigger, days, method, rules = _COURSES[number % len(_COURSES)]
    lead, backup = world.people[plan.lead], world.people[plan.backup]
    on = _business_day(world.plan.as_of + timedelta(days))
    made = apply_pack(
        world.matters[plan.key], packs[code], trigger=trigger, on=on, method=method, rules=rules,
        owner=lead, backup=backup, actor=lead,
    )  # fmt: skip
    for row in made if number % 3 else ():
        verify(row, actor=backup)
    return len(made)


def _business_day(day: date) -> date:
    return day + timedelta(max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
