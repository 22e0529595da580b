"""Approval of the past: who was asked and what they said."""

from datetime import datetime
from decimal import Decimal

from billing.enums import Audience, InvoiceState
from billing.models import InvoiceNote
from legalops.accounts.models import User
from legalops.approvals.enums import AskState, RequestState
from legalops.demo.history.course import Course
from legalops.demo.loading.choices import WHY_REJECTED, decided_at, dice
from legalops.demo.loading.world import World
from legalops.demo.plan.model import MatterPlan, StaffPlan
from legalops.kernel.money import round_money


def approvers_of(world: World, matter: MatterPlan, amount: Decimal) -> list[tuple[User, str, Decimal]]:
    """The lead, and above the lead's limit whoever is nearest with enough authority (as approvals plan)."""
    staff = {person.key: person for person in world.plan.staff}
    lead = staff[matter.lead]
    first = (world.people[lead.key], "leads the matter.", _limit(lead))
    if amount <= _limit(lead):
        return [first]
    second = min(
        (person for person in staff.values() if _limit(person) >= amount and _may(person, matter)),
        key=lambda person: (person.role == "general_counsel", person.team != matter.team, _limit(person)),
    )
    why = f"may approve up to USD {_limit(second):,.0f}; USD {amount:,.2f} is above the limit of {lead.name}."
    return [first, (world.people[second.key], why, _limit(second))]


def submit(world: World, course: Course, at: datetime) -> None:
    """The reviewer hands the invoice to its approvers."""
    course.pass_to("submit_for_approval", InvoiceState.PENDING_APPROVAL, at, course.reviewer)
    amount = round_money(course.base_amount, "USD")
    course.ask(approvers_of(world, course.plan.matter, amount), at, amount)


def decide(seed: int, course: Course, at: datetime) -> datetime:
    """Every approver in turn, or a rejection by the first. Returns when it was settled."""
    if course.plan.fate == "reject":
        return _reject(seed, course, decided_at(seed, course.plan, at, 1))
    for ask in course.asks:
        at = decided_at(seed, course.plan, at, ask.step.position)
        course.decide(ask, AskState.APPROVED, at)
    course.settle(RequestState.APPROVED, at)
    course.pass_to("approve", InvoiceState.APPROVED, at, course.asks[-1].person)
    course.invoice.approved_at = at
    return at


def note_of(course: Course) -> InvoiceNote:
    """What the firm reads on a rejected invoice."""
    last = course.transitions[-1]
    return InvoiceNote(
        invoice=course.invoice,
        audience=Audience.FIRM,
        body=last.reason,
        author=last.actor,
        created_at=last.occurred_at,
    )


def _reject(seed: int, course: Course, at: datetime) -> datetime:
    reason = dice(seed, course.plan, "why").choice(WHY_REJECTED)
    course.decide(course.asks[0], AskState.REJECTED, at, reason)
    for ask in course.asks[1:]:
        ask.state, ask.asked_at = AskState.CANCELLED, None
    course.settle(RequestState.REJECTED, at)
    course.pass_to("reject", InvoiceState.REJECTED, at, course.asks[0].person, reason)
    return at


def _limit(person: StaffPlan) -> Decimal:
    return person.limit if person.limit is not None and person.active else Decimal(-1)


def _may(person: StaffPlan, matter: MatterPlan) -> bool:
    """Sees the matter: by team, by membership, or as general counsel; never through a wall."""
    if person.key in matter.screened or person.key == matter.lead:
        return False
    if person.role == "general_counsel" or person.key == matter.backup:
        return True
    return person.team == matter.team and not matter.restricted
