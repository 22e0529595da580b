"""Custom fields over the REST API: shown to whom they are shown, changed with the record or not at all."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from legalops.fields.services import set_values
from matters.models import Matter
from tests.factories import make_firm, make_invoice, make_matter, make_person, make_request

pytestmark = pytest.mark.django_db
JSON = "application/json"


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_matter_is_patched_with_its_custom_fields_and_the_etag_moves_on(define):
    define("reserve", "money", currency="USD")
    define("adviser", "person")
    matter = make_matter()
    client, url = client_of(matter.lead), f"/api/v1/matters/{matter.number}/"
    etag = client.get(url)["ETag"]
    body = {"name": "Pell", "custom": {"reserve": "1,250.5", "adviser": matter.lead.email}}
    answer = client.patch(url, body, content_type=JSON, headers={"If-Match": etag})
    assert answer.status_code == 200, answer.content
    assert answer.json()["custom"] == {"reserve": "1250.50", "adviser": matter.lead.email}
    assert answer.json()["name"] == "Pell"
    stale = client.patch(url, {"custom": {"reserve": 1}}, content_type=JSON, headers={"If-Match": etag})
    assert stale.status_code == 412


def test_one_wrong_value_keeps_the_whole_change_back(define):
    define("claim", pattern="CLM-[0-9]+")
    matter = make_matter()
    body = {"name": "Another", "custom": {"claim": "x", "nothing": 1}}
    answer = client_of(matter.lead).patch(
        f"/api/v1/matters/{matter.number}/", body, content_type=JSON, headers={"If-Match": "*"}
    )
    assert answer.status_code == 422, answer.content
    assert "does not match the pattern" in answer.json()["message"]
    assert "no such field" in answer.json()["message"]
    assert Matter.objects.get().name == matter.name


def test_what_a_person_may_not_see_is_in_no_answer_and_cannot_be_set(define):
    define("reserve", "number", see_roles=["general_counsel"])
    matter, counsel = make_matter(), make_person("general_counsel")
    set_values(matter, {"reserve": 7}, actor=counsel)
    client, url = client_of(matter.lead), f"/api/v1/matters/{matter.number}/"
    assert client.get(url).json()["custom"] == {}
    refused = client.patch(url, {"custom": {"reserve": 8}}, content_type=JSON, headers={"If-Match": "*"})
    assert "no such field" in refused.json()["message"]
    assert client_of(counsel).get(url).json()["custom"] == {"reserve": "7"}


def test_firms_invoices_and_requests_are_patched_too(define):
    for kind in ("firm", "invoice", "request"):
        define("mark", record_type=kind)
    manager, matter = make_person("legal_ops_manager"), make_matter()
    firm, request = make_firm(), make_request(manager)
    invoice = make_invoice(firm, matter)
    client = client_of(manager)
    for url in (f"firms/{firm.code}", f"invoices/{invoice.pk}", f"requests/{request.number}"):
        answer = client.patch(
            f"/api/v1/{url}/", {"custom": {"mark": "M"}}, content_type=JSON, headers={"If-Match": "*"}
        )
        assert answer.status_code == 200, answer.content
        assert answer.json()["custom"] == {"mark": "M"}


def test_opening_by_the_api_asks_what_is_asked(define):
    define("claim", asked_at_opening=True, is_required=True)
    lead = make_person("legal_ops_manager")
    body = {"name": "Pell", "matter_type": "commercial-litigation", "lead": lead.email, "currency": "USD"}
    client = client_of(lead)
    refused = client.post("/api/v1/matters/", body, content_type=JSON)
    assert "Claim: This is required." in refused.json()["message"]
    made = client.post("/api/v1/matters/", body | {"custom": {"claim": "C"}}, content_type=JSON)
    assert made.json()["custom"] == {"claim": "C"}


def test_a_list_asks_no_more_for_many_rows_than_for_one(define):
    define("adviser", "person")
    define("parent", "record", target="matter")
    manager, first = make_person("legal_ops_manager"), make_matter()
    client = client_of(manager)

    def queries() -> int:

        with CaptureQueriesContext(connection) as caught:
            assert client.get("/api/v1/matters/").status_code == 200
        return len(caught)

    given = {"adviser": manager.pk, "parent": first.pk}
    set_values(first, given, actor=manager)
    queries()
    one = queries()
    for _each in range(4):
        set_values(make_matter(), given, actor=manager)
    assert queries() == one
