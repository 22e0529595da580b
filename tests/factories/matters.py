"""Matters, budgets and walls."""

from datetime import date
from decimal import Decimal
from itertools import count

from legalops.accounts.models import User
from legalops.kernel import clock
from matters.models import (
    Budget,
    Engagement,
    EthicalWall,
    Matter,
    MatterMember,
    MatterType,
    ScreenedPerson,
    Stage,
)
from tests.factories.people import make_person
from vendors.models import Firm

_numbers = count(1)


def make_matter(*members: User, firms: tuple[Firm, ...] = (), **fields) -> Matter:
    """An open litigation matter; its lead and the given people are on it, the given firms engaged."""
    lead = fields.pop("lead", None) or make_person("attorney")
    defaults = {
        "number": f"M-2026-{next(_numbers):04d}",
        "name": "Weiss v. Harbour",
        "matter_type": MatterType.objects.get(code="commercial-litigation"),
        "stage": Stage.objects.get(code="in-progress"),
        "opened_on": date(2026, 1, 5),
    }
    matter = Matter.objects.create(lead=lead, **defaults | fields)
    MatterMember.objects.create(matter=matter, user=lead, role="lead")
    for person in members:
        MatterMember.objects.create(matter=matter, user=person, role="attorney")
    for firm in firms:
        Engagement.objects.create(matter=matter, firm=firm, started_on=matter.opened_on)
    return matter


def make_budget(matter: Matter, amount: Decimal | int = 100_000, **fields) -> Budget:
    """The approved budget of the matter."""
    defaults = {"version": 1, "status": "approved", "set_by": matter.lead, "set_at": clock.now()}
    return Budget.objects.create(matter=matter, amount=amount, **defaults | fields)


def raise_wall(matter: Matter, *people: User) -> EthicalWall:
    """A standing wall that screens these people off."""
    wall = EthicalWall.objects.create(matter=matter, reason="Former employer", raised_by=matter.lead)
    for person in people:
        ScreenedPerson.objects.create(wall=wall, user=person)
    return wall
