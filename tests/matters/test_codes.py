"""Entity, department and cost centre of a matter: chosen among those in force, kept when they end."""

from datetime import date, timedelta

import pytest
from django.test import Client

from legalops.audit.models import AuditEvent
from legalops.kernel import clock, records
from legalops.kernel.errors import DomainError
from matters.models import MatterType
from matters.services.editing import edit_matter
from matters.services.opening import open_matter
from tests.factories import make_centre, make_department, make_entity, make_matter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make_person("attorney", name="Lena Lead")


@pytest.fixture
def client(lead):
    client = Client(raise_request_exception=True)
    client.force_login(lead)
    return client


@pytest.fixture
def centre():
    return make_centre("4100", name="Sales", legal_entity=make_entity("US01"), department=make_department())


def opened(lead, **codes):
    kind = MatterType.objects.get(code="employment")
    return open_matter(name="A v. B", matter_type=kind, lead=lead, actor=lead, **codes)


def test_a_cost_centre_brings_its_entity_and_department(lead, centre):
    matter = opened(lead, cost_centre=centre)
    assert (matter.legal_entity, matter.department) == (centre.legal_entity, centre.department)
    event = AuditEvent.objects.get(action="matters.matter.opened")
    assert event.after["cost_centre"] == "4100 Sales"
    other = make_centre("4200", legal_entity=make_entity("GB01"))
    after = edit_matter(matter, {"cost_centre": other}, version=matter.version, actor=lead)
    assert (after.legal_entity.code, after.department) == ("GB01", centre.department)


def test_entity_and_cost_centre_have_to_fit(lead, centre):
    with pytest.raises(DomainError, match="belongs to US01") as refused:
        opened(lead, cost_centre=centre, legal_entity=make_entity("GB01"))
    assert refused.value.field == "legal_entity"
    matter = opened(lead, cost_centre=centre)
    with pytest.raises(DomainError) as refused:
        edit_matter(matter, {"legal_entity": None}, version=matter.version, actor=lead)
    assert refused.value.field == "legal_entity"
    freed = edit_matter(
        matter, {"legal_entity": None, "cost_centre": None}, version=matter.version, actor=lead
    )
    assert (freed.legal_entity, freed.cost_centre) == (None, None)


def test_a_code_has_to_have_held_while_the_matter_was_open(lead):
    today = clock.today()
    gone = make_centre("1", valid_until=today - timedelta(5))
    coming = make_centre("2", valid_from=today + timedelta(5))
    for row in (gone, coming):
        with pytest.raises(DomainError, match="not in force") as refused:
            opened(lead, cost_centre=row)
        assert refused.value.field == "cost_centre"
    assert opened(lead, cost_centre=gone, opened_on=today - timedelta(9)).cost_centre == gone


def test_a_code_that_ends_stays_and_says_so(client, lead, centre):
    matter = opened(lead, cost_centre=centre)
    centre.valid_until = clock.today()
    centre.save()
    page = client.get(f"/matters/{matter.number}/").content.decode()
    assert "4100 Sales" in page
    assert "Ended" in page
    form = client.get(f"/matters/{matter.number}/edit/").content.decode()
    assert "4100 Sales" in form
    assert "4100 Sales" not in client.get("/matters/new/").content.decode()
    after = edit_matter(matter, {"name": "New"}, version=matter.version, actor=lead)
    assert after.cost_centre == centre


def test_the_forms_set_them(client, lead, centre):
    kind = MatterType.objects.get(code="employment")
    given = {"name": "A", "matter_type": kind.pk, "lead": lead.pk, "cost_centre": centre.pk}
    answer = client.post("/matters/new/", given)
    assert answer.status_code in (302, 303), answer.content.decode()
    matter = lead.led_matters.get()
    assert (matter.legal_entity.code, matter.cost_centre) == ("US01", centre)
    other = make_entity("GB01")
    change = given | {
        "legal_entity": other.pk, "department": "", "version": matter.version,
        "opened_on": matter.opened_on, "currency": "USD",
    }  # fmt: skip
    refused = client.post(f"/matters/{matter.number}/edit/", change)
    assert "belongs to US01" in refused.content.decode()
    change |= {"cost_centre": "", "department": ""}
    assert client.post(f"/matters/{matter.number}/edit/", change).status_code in (302, 303)
    matter.refresh_from_db()
    assert (matter.legal_entity, matter.cost_centre) == (other, None)


def test_the_list_filters_shows_and_hides_what_others_hold(client, lead, centre):
    mine = opened(lead, cost_centre=centre)
    hidden = make_centre("9999", name="Secret", legal_entity=make_entity("ZZ99"))
    make_matter(number="X-1", restricted=True, cost_centre=hidden, legal_entity=hidden.legal_entity)
    make_matter(number="X-2", name="Another", lead=lead)
    page = client.get(
        f"/matters/?centre={centre.pk}&cols=number,name,entity,centre,department"
    ).content.decode()
    assert mine.name in page
    assert "Another" not in page
    assert "4100" in page
    everything = client.get("/matters/?show=all&cols=number,name,centre&sort=centre").content.decode()
    assert "Another" in everything
    assert "9999" not in everything
    asked = {"hx-request": "true", "hx-target": "matter-list-filter-menu"}
    menu = client.get("/matters/", headers=asked).content.decode()
    assert "4100 Sales" in menu
    assert "9999" not in menu
    assert "ZZ99" not in menu


def test_rules_may_name_them(lead, centre):
    matter = opened(lead, cost_centre=centre)
    facts = records.facts_of(matter, ["legal_entity", "department", "cost_centre"])
    assert facts == {"legal_entity": "US01", "department": "SALES", "cost_centre": "4100"}
    assert records.fields_of("invoice")["cost_centre"].choices() == [("4100", "4100 Sales")]


def test_a_version_conflict_shows_both_codes(lead, centre):
    matter = opened(lead)
    edit_matter(matter, {"cost_centre": centre}, version=1, actor=lead)
    with pytest.raises(DomainError, match="4100 Sales"):
        edit_matter(matter, {"cost_centre": make_centre("7")}, version=1, actor=lead)


def test_importing_an_old_matter_keeps_its_old_cost_centre(centre):
    from legalops.imports.judging import judge
    from matters.importables.matters import MATTERS

    gone = make_centre("0815", valid_until=date(2020, 1, 1))
    user = make_person("legal_ops_manager")
    lead = make_person("attorney", email="lead@example.com")
    base = {"name": "A", "matter_type": "employment", "lead": lead.email}
    rows = [
        base | {"number": "1", "opened_on": "2019-06-03", "cost_centre": "0815"},
        base | {"number": "2", "opened_on": "2021-06-03", "cost_centre": "0815"},
        base | {"number": "3", "cost_centre": "4100"},
        base | {"number": "4", "cost_centre": "4100", "legal_entity": "us02"},
    ]
    make_entity("US02")
    judged = judge(MATTERS, list(enumerate(rows, 2)), user=user)
    assert [each.verdict for each in judged] == ["new", "wrong", "new", "wrong"]
    assert judged[0].values["cost_centre"] == gone
    assert judged[2].after["legal_entity"] == "US01"
    assert "belongs to US01" in judged[3].problems[0]["wrong"]
