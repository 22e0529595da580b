"""A number equals the sum over exactly the lines its reader may see, for every persona and every question."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.db.models import F, Sum

from billing.enums import SPENT_STATES
from billing.models import Invoice, InvoiceLine
from dashboards.enums import SAVINGS_SLICES, SPEND_SLICES, Basis, Slice
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope, WholeDepartment
from dashboards.selectors.spend import spend_by_value, spend_total, values_seen
from dashboards.services.drain import drain
from legalops.kernel import clock
from legalops.kernel.periods import Period
from tests.factories import make_adjustment, make_invoice, make_person, raise_wall
from tests.personas import STAFF_ROLES, make_world

pytestmark = pytest.mark.django_db

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


@pytest.fixture
def world():
    world = make_world()
    for amount, matter in enumerate(
        (world.open_matter, world.restricted_matter, world.walled_matter, world.foreign_matter), start=1
    ):
        firm = world.rival if matter is world.foreign_matter else world.firm
        invoice = make_invoice(firm, matter, amount * 1000, amount * 10)
        make_adjustment(invoice.lines.first(), amount, actor=make_person())
    Invoice.objects.filter(matter__isnull=False).update(state="approved", approved_at=clock.now())
    drain()
    return world


def visible_net(user, **limits) -> Decimal:
    lines = InvoiceLine.objects.visible_to(user).filter(invoice__state__in=SPENT_STATES, **limits)
    return lines.aggregate(net=Sum(F("base_net") - F("base_reduction")))["net"] or Decimal(0)


READERS = [r for r in STAFF_ROLES if r not in {"requester", "paralegal", "attorney", "administrator"}]


def test_total_equals_the_visible_lines(world):
    for persona, basis in product(READERS, Basis):
        user = world.people[persona]
        assert spend_total(SpendQuery(YEAR, basis), Scope(user)).net == visible_net(user) > 0, persona


def test_parts_sum_to_the_total_by_every_dimension_and_filter(world):
    query = SpendQuery(YEAR, firms=(world.firm.pk,))
    for persona, dimension in product(READERS, SPEND_SLICES):
        user = world.people[persona]
        parts = spend_by_value(dimension, query, Scope(user))
        assert sum(sums.net for sums in parts.values()) == visible_net(user, firm=world.firm), persona


def test_savings_by_reason_and_rule_sum_to_the_visible_reductions(world):
    query = SpendQuery(YEAR, firms=(world.firm.pk,))
    for persona, dimension in product(READERS, SAVINGS_SLICES):
        user = world.people[persona]
        lines = InvoiceLine.objects.visible_to(user).filter(invoice__state__in=SPENT_STATES, firm=world.firm)
        parts = spend_by_value(dimension, query, Scope(user))
        saved = sum(sums.reduction for sums in parts.values())
        assert saved == lines.aggregate(s=Sum("base_reduction"))["s"] > 0, persona


def test_the_whole_department_sees_everything_and_nobody_else_sees_as_much(world):
    everything = InvoiceLine.objects.filter(invoice__state__in=SPENT_STATES)
    net = everything.aggregate(net=Sum(F("base_net") - F("base_reduction")))["net"]
    assert spend_total(SpendQuery(YEAR), WholeDepartment()).net == net
    assert all(visible_net(world.people[persona]) < net for persona in READERS)


def test_people_without_dashboards_get_no_numbers(world):
    for persona in ("attorney", "requester", "outside_counsel_biller"):
        assert spend_total(SpendQuery(YEAR), Scope(world.people[persona])).lines == 0
        assert values_seen(Slice.FIRM, Scope(world.people[persona])) == []


def test_team_and_type_filters_are_exact(world):
    user = world.people["finance"]
    team = world.foreign_matter.team
    query = SpendQuery(YEAR, teams=(team.pk,), types=(world.foreign_matter.matter_type_id,))
    assert spend_total(query, Scope(user)).net == visible_net(user, matter=world.foreign_matter)


def test_a_wall_and_a_membership_change_the_number_at_once(world):
    user = world.people["finance"]
    before = spend_total(SpendQuery(YEAR), Scope(user)).net
    raise_wall(world.open_matter, user)
    after = spend_total(SpendQuery(YEAR), Scope(user)).net
    assert after == visible_net(user) < before
    world.restricted_matter.members.create(user=user, role="observer")
    assert spend_total(SpendQuery(YEAR), Scope(user)).net == visible_net(user) > after


def test_a_firm_seen_only_through_a_wall_does_not_appear(world):
    user = world.people["finance"]
    assert str(world.rival.pk) in spend_by_value(Slice.FIRM, SpendQuery(YEAR), Scope(user))
    raise_wall(world.foreign_matter, user)
    assert str(world.rival.pk) not in spend_by_value(Slice.FIRM, SpendQuery(YEAR), Scope(user))
    assert str(world.rival.pk) not in values_seen(Slice.FIRM, Scope(user))
