"""What can be changed of firms and people, and custom fields of many records."""

import pytest

from legalops.access.models import Role
from legalops.access.services import roles_of
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.fields.models import FieldDefinition
from legalops.fields.services.defining import save_choices, save_definition
from legalops.lists.enums import ItemState
from matters.models import Matter
from tests.factories import make_biller, make_firm, make_matter, make_person, make_team
from tests.lists.test_bulk import Desk, states
from vendors.models import Firm

pytestmark = pytest.mark.django_db
FIRMS, PEOPLE, MATTERS = (f"/lists/{name}/change/" for name in ("firm-rows", "people-rows", "matter-rows"))


def test_firms_get_a_status_and_a_tier(signed_in):
    firms = [make_firm(), make_firm(status="inactive")]
    desk = Desk(signed_in(make_person("legal_ops_manager")))
    run = desk.enter(desk.start("vendors.status", firms, url=FIRMS), value="inactive")
    assert states(run) == [ItemState.PLANNED, ItemState.SAME]
    desk.do(run, "apply")
    run = desk.enter(desk.start("vendors.tier", firms, url=FIRMS), value="panel")
    run = desk.do(run, "apply")
    assert {(firm.status, firm.tier) for firm in Firm.objects.filter(pk__in=[f.pk for f in firms])} == {
        ("inactive", "panel")
    }
    desk.do(run, "undo")
    assert set(Firm.objects.values_list("tier", flat=True)) == {""}
    run = desk.start("vendors.status", firms, url=FIRMS)
    assert desk.client.post(f"/lists/changes/{run.pk}/", {}).status_code == 422


def test_people_get_a_role_unless_it_is_not_for_them(signed_in, admin):
    biller = make_biller(make_firm(), name="Bill Biller")
    people = [make_person("attorney", name="Ann"), make_person("auditor", name="Al"), biller]
    auditor = Role.objects.get(code="auditor")
    desk = Desk(signed_in(admin))
    run = desk.enter(desk.start("people.role-on", people, url=PEOPLE), value=auditor.pk)
    assert states(run) == [ItemState.PLANNED, ItemState.SAME, ItemState.REFUSED]
    assert "separate account" in desk.page(run)
    run = desk.do(run, "apply")
    assert set(roles_of(User.objects.get(pk=people[0].pk))) == {"attorney", "auditor"}
    assert AuditEvent.objects.filter(action="access.role.given", actor=admin).count() == 1
    desk.do(run, "undo")
    assert set(roles_of(User.objects.get(pk=people[0].pk))) == {"attorney"}


def test_nobody_takes_the_last_administrators_role(signed_in, admin):
    role = Role.objects.get(code="administrator")
    desk = Desk(signed_in(admin))
    run = desk.enter(desk.start("people.role-off", [admin], url=PEOPLE), value=role.pk)
    assert states(run) == [ItemState.REFUSED]


def test_people_are_put_into_a_team(signed_in, admin):
    team, person = make_team(name="Disputes"), make_person("attorney")
    desk = Desk(signed_in(admin))
    run = desk.do(desk.enter(desk.start("people.team-on", [person], url=PEOPLE), value=team.pk), "apply")
    assert states(run) == [ItemState.DONE]
    assert list(person.teams.all()) == [team]
    desk.do(run, "undo")
    assert not person.teams.exists()


@pytest.fixture
def appetite(admin):
    """A custom field of matters with two choices."""
    row = FieldDefinition(code="appetite", kind="choice", record_type="matter", label="Risk appetite")
    row = save_definition(row, actor=admin)
    save_choices(row, [{"code": each, "label": each.upper()} for each in ("high", "low")], actor=admin)
    return row


def test_custom_fields_are_changed_by_who_fills_them_in(signed_in, manager, appetite):
    rows = [make_matter(name="Alpha"), make_matter(name="Beta", custom={"appetite": "high"})]
    desk = Desk(signed_in(manager))
    assert "Risk appetite" in desk.client.get("/matters/").getvalue().decode()
    run = desk.enter(desk.start("cf_appetite", rows, url=MATTERS), value="high")
    assert states(run) == [ItemState.PLANNED, ItemState.SAME]
    assert "HIGH" in desk.page(run)
    run = desk.do(run, "apply")
    assert Matter.objects.get(pk=rows[0].pk).custom == {"appetite": "high"}
    desk.do(run, "undo")
    assert Matter.objects.get(pk=rows[0].pk).custom == {}
    auditor = Desk(signed_in(make_person("auditor")))
    assert auditor.start("cf_appetite", rows, url=MATTERS).status_code == 403


def test_a_custom_value_that_does_not_fit_is_said_beside_its_field(signed_in, manager, admin):
    row = FieldDefinition(code="reserve", kind="number", record_type="matter", label="Reserve")
    save_definition(row, actor=admin)
    desk = Desk(signed_in(manager))
    run = desk.start("cf_reserve", [make_matter()], url=MATTERS)
    answer = desk.client.post(f"/lists/changes/{run.pk}/", {"value": "many"})
    assert answer.status_code == 422
    assert "lo-error" in answer.content.decode()
