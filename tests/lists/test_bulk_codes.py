"""Entity, department and cost centre of many matters at once."""

import pytest

from legalops.kernel import clock
from tests.factories import make_centre, make_department, make_entity, make_matter
from tests.lists.test_bulk import Desk, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(signed_in, manager):
    return Desk(signed_in(manager))


def codes(*matters):
    found = []
    for matter in matters:
        matter.refresh_from_db()
        rows = (matter.legal_entity, matter.department, matter.cost_centre)
        found.append([row.code if row else "" for row in rows])
    return found


def test_a_cost_centre_comes_with_its_owners_and_goes_with_them(desk):
    us, gb = make_entity("US01"), make_entity("GB01")
    centre = make_centre("4100", legal_entity=us, department=make_department("SALES"))
    make_centre("0815", valid_until=clock.today())
    rows = [make_matter(legal_entity=gb), make_matter(), make_matter(cost_centre=centre)]
    run = desk.start("matters.cost_centre", rows)
    page = desk.page(run)
    assert "4100" in page
    assert "0815" not in page
    run = desk.enter(run, cost_centre=centre.pk)
    assert states(run) == ["planned", "planned", "same"]
    run = desk.do(run, "apply")
    assert codes(*rows[:2]) == [["US01", "SALES", "4100"]] * 2
    desk.do(run, "undo")
    assert codes(*rows[:2]) == [["GB01", "", ""], ["", "", ""]]


def test_an_entity_that_does_not_fit_the_cost_centre_is_refused_by_row(desk):
    us, gb = make_entity("US01"), make_entity("GB01")
    fixed = make_matter(legal_entity=us, cost_centre=make_centre("4100", legal_entity=us))
    free = make_matter(legal_entity=us)
    run = desk.enter(desk.start("matters.legal_entity", [fixed, free]), value=gb.pk)
    run = desk.do(run, "apply")
    assert codes(fixed, free) == [["US01", "", "4100"], ["GB01", "", ""]]
    assert "belongs to US01" in desk.page(run)


def test_a_department_is_set_and_put_back(desk):
    matter, sales = make_matter(), make_department("SALES")
    run = desk.do(desk.enter(desk.start("matters.department", [matter]), value=sales.pk), "apply")
    assert codes(matter) == [["", "SALES", ""]]
    desk.do(run, "undo")
    assert codes(matter) == [["", "", ""]]
