"""Parties of matters through the services, and their conflict checks: some cleared, some to decide."""

from datetime import timedelta

from legalops.accounts.models import User
from legalops.contacts.models import Contact
from legalops.contacts.services import add_contact, add_name, relate
from legalops.demo.loading.world import World
from legalops.demo.plan.model import MatterPlan
from legalops.demo.plan.names import COMPANIES, FIRST_NAMES
from legalops.demo.plan.parties import CARDS, EXTRAS, OF_PEOPLE, OPPONENT_ROLE, RELATIONS, STANDING
from legalops.kernel import clock
from legalops.requests.models import Request, RequestType
from matters.models import ConflictCheck, Party, PartyRole
from matters.services.conflicts import (
    answer_waiver,
    check_matter,
    check_request,
    clear_check,
    decide_hit,
    request_waiver,
)
from matters.services.parties import add_party

_CLOSED_KEPT = 20
_OWN = "Harborview Industries Inc."
_SCREENED_TYPE = "contract-review"
_ON_A_REQUEST = ("Meridian Freight Lines", "Hans Meier")


def make_parties(world: World) -> int:
    """Cards, relations, parties of open matters and of the last closed ones; answers how many parties."""
    with clock.frozen(world.now):
        cards = _cards(world)
        open_ones = [plan for plan in world.plan.matters if plan.closed_on is None]
        closed = [plan for plan in world.plan.matters if plan.closed_on is not None][-_CLOSED_KEPT:]
        roles = {role.code: role for role in PartyRole.objects.all()}
        for plan in [*closed, *open_ones]:
            for name, role in _standing(plan, open_ones).items():
                card = cards.get(name) or _person(cards, name, world)
                matter, lead = world.matters[plan.key], world.people[plan.lead]
                add_party(matter, card, role=roles[role], since=plan.opened_on, actor=lead)
        _check(world, [*closed, *open_ones])
        _request(world)
    return Party.objects.count()


def _cards(world: World) -> dict[str, Contact]:
    """Companies that everybody knows stand in the directory."""
    keeper, made = world.people["tessa.joyner"], {}
    for name, kind, city, country, others in CARDS:
        made[name] = add_contact(
            name=name, kind=kind, city=city, country=country, directory=True, actor=keeper
        )
        for kind_of_name, other, until in others:
            add_name(made[name], name=other, kind=kind_of_name, until=until, actor=keeper)
    for name in COMPANIES:
        if name not in made:
            made[name] = add_contact(name=name, country="US", directory=True, actor=keeper)
    for first, kind, second, since in RELATIONS:
        relate(made[first], made[second], kind=kind, since=since, actor=keeper)
    return made


def _person(cards: dict[str, Contact], name: str, world: World) -> Contact:
    cards[name] = add_contact(name=name, kind="person", directory=True, actor=world.people["tessa.joyner"])
    return cards[name]


def _standing(plan: MatterPlan, open_ones: list[MatterPlan]) -> dict[str, str]:
    """Who stands on a matter, by name of the card, and in what role."""
    found = {_OWN: "client-entity"}
    role = OPPONENT_ROLE.get(plan.type, "plaintiff" if "v. Harborview" in plan.name else "counterparty")
    if role:
        found[_opponent(plan)] = "plaintiff" if plan.type in OF_PEOPLE else role
    found.update(dict(STANDING.get(plan.type, ())))
    alike = [each.key for each in open_ones if each.type == plan.type]
    for extra in EXTRAS:
        if extra.matter_type == plan.type and alike[extra.place : extra.place + 1] == [plan.key]:
            found[extra.card] = extra.role
    return found


def _opponent(plan: MatterPlan) -> str:
    if plan.type not in OF_PEOPLE:
        return plan.opponent
    return f"{FIRST_NAMES[plan.key % len(FIRST_NAMES)]} {plan.name.split()[0]}"


def _check(world: World, plans: list[MatterPlan]) -> None:
    """Every check is run; of those that the general counsel sees, most are concluded."""
    counsel, waived = world.people["grace.hartwell"], False
    for place, plan in enumerate(plans):
        check = check_matter(world.matters[plan.key], actor=world.people[plan.lead])
        if plan.restricted or place % 4 == 0:
            continue
        hits = list(check.hits.filter(current=True).select_related("check_of"))
        grave = [hit for hit in hits if hit.severity == "high"]
        if grave and waived:
            continue
        for hit in hits:
            if hit in grave:
                _waive(hit, counsel)
                waived = True
            else:
                reason = "The same opponent in another dispute" if hit.severity == "low" else "Unrelated"
                decide_hit(hit, decision="none", reason=reason, actor=counsel)
        clear_check(check, conclusion="Nothing stands in the way.", actor=counsel)


def _waive(hit, counsel: User) -> None:
    today = clock.today()
    waiver = request_waiver(
        hit,
        asked_of=hit.found,
        scope="This matter only; no use of what was learned in the other one.",
        requested_on=today - timedelta(20),
        actor=counsel,
    )
    answer_waiver(
        waiver, state="granted", answered_on=today - timedelta(9), expires_on=today + timedelta(45),
        actor=counsel,
    )  # fmt: skip


def _request(world: World) -> None:
    """One kind of request asks who is involved; its newest one names somebody known under another name."""
    RequestType.objects.filter(code=_SCREENED_TYPE).update(asks_parties=True)
    newest = Request.objects.open().filter(request_type__code=_SCREENED_TYPE).order_by("-made_at").first()
    if newest is not None:
        newest.parties = list(_ON_A_REQUEST)
        newest.save(update_fields=["parties"])
        check_request(newest, actor=world.people["elena.sandoval"])
    assert ConflictCheck.objects.exists(), "the demo has matters with parties"
