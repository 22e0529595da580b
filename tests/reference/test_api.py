"""Reference data through the API."""

from datetime import date, timedelta

import pytest
from django.test import Client

from legalops.api.services import issue_token
from legalops.kernel import clock
from legalops.reference.kinds import KINDS
from legalops.reference.models import CostCentre, TaxCode
from tests.factories import make_biller, make_centre, make_entity, make_firm, make_matter, make_person

pytestmark = pytest.mark.django_db
API, JSON = "/api/v1/", "application/json"


def as_(person) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(person)
    return client


def test_a_code_is_added_changed_ended_and_removed():
    client = as_(make_person("administrator"))
    make_entity("US01")
    given = {"code": "4100", "name": "Sales", "legal_entity": "us01", "valid_from": "2026-01-01"}
    made = client.post(f"{API}cost-centres/", given, JSON)
    assert made.status_code == 201, made.json()
    assert (made.json()["legal_entity"], made.json()["department"]) == ("US01", None)
    address = f"{API}cost-centres/{made.json()['id']}/"
    changed = client.patch(address, {"valid_until": "2026-07-01", "legal_entity": None, "code": "X"}, JSON)
    assert (changed.json()["code"], changed.json()["legal_entity"]) == ("4100", None)
    assert changed.json()["valid_until"] == "2026-07-01"
    again = client.post(f"{API}cost-centres/", given | {"valid_from": "2026-03-01"}, JSON)
    assert (again.status_code, again.json()["field"]) == (422, "valid_from")
    matter = make_matter(cost_centre=CostCentre.objects.get())
    assert client.delete(address).status_code == 422
    matter.delete()
    assert client.delete(address).status_code == 204
    assert not CostCentre.objects.exists()


def test_lists_are_narrowed_by_day_code_and_words():
    client = as_(make_person("attorney"))
    entity = make_entity("GB01")
    make_centre("4100", name="Sales", legal_entity=entity, valid_until=date(2026, 1, 1))
    make_centre("4100", name="Selling", valid_from=date(2026, 1, 1))

    def names(query):
        return [row["name"] for row in client.get(f"{API}cost-centres/?{query}").json()["results"]]

    assert names("in_force_on=2025-12-31") == ["Sales"]
    assert names("in_force_on=2026-01-01") == ["Selling"]
    assert names("code=4100&legal_entity=gb01") == ["Sales"]
    assert names("q=sell") == ["Selling"]


def test_every_kind_is_read_by_the_department_and_kept_by_administrators():
    biller, attorney = make_biller(make_firm()), make_person("attorney")
    for kind in KINDS:
        address = f"{API}{kind.slug}/"
        assert as_(attorney).get(address).status_code == 200
        assert as_(attorney).post(address, {"code": "1", "name": "X"}, JSON).status_code == 403
        assert as_(biller).get(address).status_code in (403, 404)


def test_a_token_needs_the_scope():
    admin = make_person("administrator")
    given = {"name": "Finance", "expires_at": clock.now() + timedelta(days=9), "actor": admin}
    _token, text = issue_token(admin, scopes=["reference:read"], **given)
    client = Client(headers={"authorization": f"Bearer {text}"})
    assert client.get(f"{API}tax-codes/").status_code == 200
    assert client.post(f"{API}tax-codes/", {"code": "1", "name": "X"}, JSON).status_code == 403
    _token, text = issue_token(admin, scopes=["reference:write"], **given)
    made = Client(headers={"authorization": f"Bearer {text}"}).post(
        f"{API}tax-codes/", {"code": "1", "name": "X", "rate": "7.5"}, JSON
    )
    assert made.status_code == 201
    assert TaxCode.objects.get().in_force(clock.today())


def test_a_matter_names_its_codes():
    client = as_(make_person("legal_ops_manager"))
    entity = make_entity("US01")
    centre = make_centre("4100", legal_entity=entity)
    lead = make_person("attorney")
    given = {"name": "A", "matter_type": "employment", "lead": lead.email, "cost_centre": "4100"}
    made = client.post(f"{API}matters/", given, JSON)
    assert made.status_code == 201, made.json()
    assert (made.json()["legal_entity"], made.json()["cost_centre"]) == ("US01", "4100")
    other = make_entity("GB01")
    address = f"{API}matters/{made.json()['number']}/"
    refused = client.patch(address, {"legal_entity": other.code}, JSON, headers={"if-match": made["ETag"]})
    assert (refused.status_code, refused.json()["field"]) == (422, "legal_entity")
    listed = client.get(f"{API}matters/?cost_centre=4100").json()["results"]
    assert [row["number"] for row in listed] == [made.json()["number"]]
    assert client.get(f"{API}matters/?legal_entity=GB01").json()["results"] == []
    unknown = client.post(f"{API}matters/", given | {"cost_centre": "9"}, JSON)
    assert unknown.status_code == 400
    assert centre.matters.count() == 1
